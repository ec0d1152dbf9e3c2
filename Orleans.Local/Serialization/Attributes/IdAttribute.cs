namespace Orleans;

/// <summary>The number under which a member travels. It must stay the member's own for as long as old and new versions meet.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The id, unique among the members that one type declares.</summary>
    public uint Id { get; } = id;
}
