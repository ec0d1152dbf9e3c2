namespace Orleans.Serialization;

/// <summary>A value whose codec is that of a slot, in a place declared with a base type, such as object.</summary>
internal sealed class BoxedCodec<T>(SlotCodec<T> slot, TypeManifest types) : InstanceCodec(typeof(T), types)
{
    public override bool IsTracked => false;

    public override void WriteBody(WriteContext context, object value) => slot.Write(context, (T)value);

    public override object ReadBody(ref ByteReader input, ReadContext context, int position) =>
        slot.Read(ref input, context) ?? throw new SerializerException($"A {typeof(T)} was announced, but null arrived.");

    public override object CopyBody(object value, CopyContext context) => slot.Copy((T)value, context)!;
}
