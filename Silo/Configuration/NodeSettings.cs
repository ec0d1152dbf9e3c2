using System.Text.RegularExpressions;

namespace Wasilo.Silo.Configuration;

/// <summary>What this node is called, where it stands and how much it carries.</summary>
/// <param name="Name">Unique in the cluster.</param>
/// <param name="Region">One of <c>Node:Regions</c>.</param>
/// <param name="Capacity">Sessions that it is meant to carry.</param>
/// <param name="HealthPort">Where a headless silo answers <c>/healthz</c> and <c>/readyz</c>; 0 means nowhere.</param>
internal sealed partial record NodeSettings(string Name, string Region, int Capacity, int HealthPort)
{
    public const string NameKey = "Node:Name";
    public const string HealthPortKey = "Node:HealthPort";

    private const string RegionKey = "Node:Region";
    private const string RegionsKey = "Node:Regions";
    private const string CapacityKey = "Node:Capacity";

    /// <summary>
    /// What a session is reckoned to take. An idle connection with TLS is about 85 KiB; the rest is for grains, caches
    /// and bursts, so that a node at its capacity still has memory to spare.
    /// </summary>
    private const long BytesPerSession = 1 << 20;

    public static NodeSettings Read(SettingsReader settings)
    {
        settings.RequireKnown("Node", NameKey, RegionKey, RegionsKey, CapacityKey, HealthPortKey);
        var name = settings.Text(NameKey, Environment.MachineName);
        if (!NamePattern().IsMatch(name))
            throw SettingsReader.Wrong(NameKey, name, "1 to 63 letters, digits, '.', '_' or '-', and begin with a letter or digit");

        var region = settings.Text(RegionKey, "local");
        var regions = settings.List(RegionsKey, "local");
        if (!regions.Contains(region))
            throw SettingsReader.Wrong(RegionKey, region, $"one of {RegionsKey} ({string.Join(", ", regions)})");

        var byMemory = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerSession, 1, 1_000_000);
        return new NodeSettings(
            name,
            region,
            settings.Number(CapacityKey, byMemory, 1, 1_000_000),
            settings.Port(HealthPortKey, 0));
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]
    private static partial Regex NamePattern();
}
