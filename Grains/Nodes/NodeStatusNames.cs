namespace Wasilo.Grains.Nodes;

/// <summary>How a node spells its own status in its heartbeat.</summary>
internal static class NodeStatusNames
{
    public const string Joining = "joining";
    public const string Active = "active";
    public const string Draining = "draining";
}
