namespace Orleans.Serialization;

/// <summary>Knows the places that are declared with one type: members, elements, arguments, results.</summary>
internal abstract class SlotCodec
{
    public abstract WireType WireType { get; }

    /// <summary>Whether everything such a place can hold is shared, so that copying needn't look at it.</summary>
    public abstract bool IsShared { get; }

    public abstract void WriteObject(WriteContext context, object? value);

    public abstract object? ReadObject(ref ByteReader input, ReadContext context);

    public abstract object? CopyObject(object? value, CopyContext context);
}

/// <inheritdoc />
internal abstract class SlotCodec<T> : SlotCodec
{
    public override bool IsShared { get; } = Sharing.IsShared(typeof(T));

    public abstract void Write(WriteContext context, T value);

    public abstract T Read(ref ByteReader input, ReadContext context);

    public abstract T Copy(T value, CopyContext context);

    public sealed override void WriteObject(WriteContext context, object? value) => Write(context, (T)value!);

    public sealed override object? ReadObject(ref ByteReader input, ReadContext context) => Read(ref input, context);

    public sealed override object? CopyObject(object? value, CopyContext context) => Copy((T)value!, context);
}
