namespace Orleans.Serialization;

/// <summary>
/// How a field's payload ends, so that a reader that doesn't know the field can step over it. Three bits of the field header: there is no
/// room for a ninth.
/// </summary>
internal enum WireType : byte
{
    /// <summary>7 bits a byte, the lowest first.</summary>
    VarInt = 0,
    Fixed32 = 1,
    Fixed64 = 2,
    Fixed128 = 3,

    /// <summary>VarInt length, then so many bytes.</summary>
    Bytes = 4,

    /// <summary>VarInt 0 for null, else length + 1, then so many bytes.</summary>
    OptionalBytes = 5,

    /// <summary>Length as Fixed32, then so many bytes of nested values.</summary>
    Block = 6,

    /// <summary>One byte: 0 for null, else 1 + the wire type of the payload that follows.</summary>
    Optional = 7,
}
