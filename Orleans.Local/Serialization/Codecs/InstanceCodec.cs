namespace Orleans.Serialization;

/// <summary>Knows the instances of one concrete type, wherever they appear; which type it is, the slot's tag has said.</summary>
internal abstract class InstanceCodec(Type type, TypeManifest types)
{
    private byte[]? _typeHeader;

    public Type Type { get; } = type;

    /// <summary>Whether identity matters: a second appearance is written as a reference to the first.</summary>
    public virtual bool IsTracked => true;

    /// <summary>Whether a copy is the instance itself.</summary>
    public virtual bool IsShared { get; } = Sharing.IsShared(type);

    /// <summary>The type's name on the wire.</summary>
    public byte[] TypeHeader => _typeHeader ??= types.EncodeName(TypeOnWire);

    /// <summary>The type whose codec reads what this one writes.</summary>
    protected virtual Type TypeOnWire => Type;

    public abstract void WriteBody(WriteContext context, object value);

    /// <summary>
    /// Reads an instance and makes it known to the context under <paramref name="position"/>, before its members if it can.
    /// </summary>
    public abstract object ReadBody(ref ByteReader input, ReadContext context, int position);

    /// <summary>Copies an instance and makes the copy known to the context, before its members if it can.</summary>
    public abstract object CopyBody(object value, CopyContext context);
}
