namespace Orleans.Serialization;

/// <summary>A [GenerateSerializer] struct, or a value tuple.</summary>
internal sealed class StructCodec<T>(CodecProvider codecs) : SlotCodec<T> where T : struct
{
    private Shape<T>? _shape;

    /// <summary>Made on first use: a collection among the members may hold this type.</summary>
    private Shape<T> Shape => _shape ??= new Shape<T>(codecs);

    public override WireType WireType => WireType.Block;

    public override void Write(WriteContext context, T value) => Shape.Write(context, ref value);

    public override T Read(ref ByteReader input, ReadContext context)
    {
        // As Orleans: the parameterless constructor that a struct may have doesn't run.
        var result = default(T);
        Shape.Read(ref input, context, ref result);
        return result;
    }

    public override T Copy(T value, CopyContext context)
    {
        if (IsShared) return value;
        var original = value;
        Shape.Copy(ref original, ref value, context);
        return value;
    }
}
