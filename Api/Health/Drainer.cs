using Wasilo.Silo.Configuration;

namespace Wasilo.Api.Health;

/// <summary>
/// Between the wish to stop and the end of listening lies a pause, in which <c>/readyz</c> is 503 and everything else
/// still works: load balancers see it and send nothing more.
/// </summary>
internal sealed class Drainer(TimeSpan pause, TimeProvider clock) : IHostedLifecycleService
{
    public static TimeSpan Read(IConfiguration configuration) =>
        new SettingsReader(configuration).Seconds("Shutdown:DrainSeconds", fallback: 1, least: 0, most: 15);

    /// <summary>Runs before any service is told to stop.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(pause, clock, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
