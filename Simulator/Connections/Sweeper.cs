namespace Wasilo.Simulator.Connections;

/// <summary>Looks at all connections' time limits once a second: one timer, however many connections.</summary>
/// <remarks>When the program begins to stop it drops them all.</remarks>
internal sealed class Sweeper(ChatServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not at this service's own end: the web server stops before it, and waits half a minute for open connections.
        using var stopping = lifetime.ApplicationStopping.Register(server.Connections.Stop);
        using var timer = new PeriodicTimer(Interval, server.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                server.Connections.CheckTime();
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }
}
