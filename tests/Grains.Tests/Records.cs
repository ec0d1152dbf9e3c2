using System.Net;
using Wasilo.Grains.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Tests;

/// <summary>Heartbeats as nodes write them.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(10);
    public static readonly IReadOnlyDictionary<string, CordonRecord> NoCordons = new Dictionary<string, CordonRecord>();

    public static SiloAddress Silo(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    public static NodeRecord Node(string name, int port, string status = NodeStatusNames.Active, double secondsAgo = 1) => new()
    {
        Name = name,
        Region = "local",
        SiloAddress = Silo(port).ToParsableString(),
        Version = "1.2.3",
        Status = status,
        StartedAt = Now - TimeSpan.FromHours(1),
        LastHeartbeat = Now - TimeSpan.FromSeconds(secondsAgo),
        Cpu = 0.25,
        MemoryBytes = 1 << 20,
        Activations = 12,
        Capacity = 100,
    };
}
