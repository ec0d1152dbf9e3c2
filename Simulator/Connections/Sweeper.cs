namespace Wasilo.Simulator.Connections;

/// <summary>Looks at all connections' time limits once a second: one timer, however many connections. At the end it drops them all.</summary>
internal sealed class Sweeper(ChatServer server) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, server.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                server.Connections.CheckTime();
        }
        catch (OperationCanceledException)
        {
            server.Connections.DropAll("the simulator stops");
        }
    }
}
