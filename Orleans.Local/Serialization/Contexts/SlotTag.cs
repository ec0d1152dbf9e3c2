namespace Orleans.Serialization;

/// <summary>The first byte of a slot that holds an instance.</summary>
internal static class SlotTag
{
    public const byte Null = 0;
    public const byte Instance = 1;
    public const byte TypedInstance = 2;
    public const byte Reference = 3;
    public const byte TypedReference = 4;
}
