namespace Wasilo.Storage.Nodes;

/// <summary>A row of <c>wasilo_node</c>: a <see cref="NodeRecord"/> with its times as both databases keep them.</summary>
internal sealed class NodeRow
{
    public string Name { get; init; } = string.Empty;

    public string Region { get; init; } = string.Empty;

    public string SiloAddress { get; init; } = string.Empty;

    public string Version { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public long StartedAt { get; init; }

    public long LastHeartbeat { get; init; }

    public double Cpu { get; init; }

    public long MemoryBytes { get; init; }

    public int Activations { get; init; }

    public int Capacity { get; init; }

    public static NodeRow From(NodeRecord node) => new()
    {
        Name = node.Name,
        Region = node.Region,
        SiloAddress = node.SiloAddress,
        Version = node.Version,
        Status = node.Status,
        StartedAt = node.StartedAt.ToUnixTimeMilliseconds(),
        LastHeartbeat = node.LastHeartbeat.ToUnixTimeMilliseconds(),
        Cpu = node.Cpu,
        MemoryBytes = node.MemoryBytes,
        Activations = node.Activations,
        Capacity = node.Capacity,
    };

    public NodeRecord ToRecord() => new()
    {
        Name = Name,
        Region = Region,
        SiloAddress = SiloAddress,
        Version = Version,
        Status = Status,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(StartedAt),
        LastHeartbeat = DateTimeOffset.FromUnixTimeMilliseconds(LastHeartbeat),
        Cpu = Cpu,
        MemoryBytes = MemoryBytes,
        Activations = Activations,
        Capacity = Capacity,
    };
}
