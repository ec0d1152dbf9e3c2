using Microsoft.Extensions.Hosting;

namespace Wasilo.Silo.Health;

/// <summary>Whether this silo does its work, in one word.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle membership, IHostApplicationLifetime lifetime)
{
    public const string Ready = "ready";

    public string Status =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "draining"
        : membership.CurrentStatus switch
        {
            SiloStatus.Active => Ready,
            SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead => "draining",
            _ => "joining",
        };
}
