using System.Reflection;
using Microsoft.Extensions.Hosting;
using Wasilo.Grains.Nodes;
using Wasilo.Silo.Configuration;
using Wasilo.Storage.Nodes;

namespace Wasilo.Silo.Nodes;

/// <summary>What this node says of itself.</summary>
internal sealed class NodeReport(
    NodeSettings node, NodeFigures figures, ISiloStatusOracle membership, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>The version of Wasilo, without the commit that the build appends.</summary>
    private static readonly string Version =
        typeof(NodeReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public string Name => node.Name;

    public NodeRecord Make() => new()
    {
        Name = node.Name,
        Region = node.Region,
        SiloAddress = membership.SiloAddress.ToParsableString(),
        Version = Version,
        Status = Status,
        StartedAt = _startedAt,
        LastHeartbeat = clock.GetUtcNow(),
        Cpu = figures.TakeCpuFraction(),
        MemoryBytes = NodeFigures.MemoryBytes,
        Activations = figures.Activations,
        Capacity = node.Capacity,
    };

    private string Status =>
        lifetime.ApplicationStopping.IsCancellationRequested ? NodeStatusNames.Draining
        : membership.CurrentStatus switch
        {
            SiloStatus.Active => NodeStatusNames.Active,
            SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead => NodeStatusNames.Draining,
            _ => NodeStatusNames.Joining,
        };
}
