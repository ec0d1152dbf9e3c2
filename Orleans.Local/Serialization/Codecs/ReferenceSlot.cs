namespace Orleans.Serialization;

/// <summary>A place declared with a class or an interface: null, an instance, or a reference to one that came before.</summary>
internal sealed class ReferenceSlot<T>(CodecProvider codecs) : SlotCodec<T?> where T : class
{
    private readonly InstanceCodec? _exact = codecs.TryInstance(typeof(T));
    private readonly Func<object, object?>? _materialize = SequenceMaterializer.For(typeof(T));

    public override WireType WireType => WireType.Block;

    public override void Write(WriteContext context, T? value) => context.WriteInstance(value, _exact, _materialize);

    public override T? Read(ref ByteReader input, ReadContext context)
    {
        var value = context.ReadInstance(ref input, _exact);
        return value is null or T ? (T?)value : throw new SerializerException(
            $"A {typeof(T)} was expected, but a {value.GetType()} arrived.");
    }

    public override T? Copy(T? value, CopyContext context) => IsShared ? value : (T?)context.CopyInstance(value);
}
