namespace Orleans.Serialization;

internal sealed class ArrayCodec<T>(CodecProvider codecs) : InstanceCodec(typeof(T[]), codecs.Types)
{
    private SlotCodec<T>? _element;

    private SlotCodec<T> Element => _element ??= codecs.Slot<T>();

    public override void WriteBody(WriteContext context, object value)
    {
        var array = (T[])value;
        context.Output.WriteVarUInt32((uint)array.Length);
        foreach (var item in array) Element.Write(context, item);
    }

    public override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var result = new T[input.ReadCount()];
        context.Add(position, result);
        for (var i = 0; i < result.Length; i++) result[i] = Element.Read(ref input, context);
        return result;
    }

    public override object CopyBody(object value, CopyContext context)
    {
        var original = (T[])value;
        var copy = (T[])original.Clone();
        context.Add(original, copy);
        if (Element.IsShared) return copy;
        for (var i = 0; i < copy.Length; i++) copy[i] = Element.Copy(original[i], context);
        return copy;
    }
}

internal sealed class ByteArrayCodec(TypeManifest types) : InstanceCodec(typeof(byte[]), types)
{
    public override void WriteBody(WriteContext context, object value) => context.Output.WriteBytes((byte[])value);

    public override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var result = input.ReadBytes().ToArray();
        context.Add(position, result);
        return result;
    }

    public override object CopyBody(object value, CopyContext context)
    {
        var copy = ((byte[])value).AsSpan().ToArray();
        context.Add(value, copy);
        return copy;
    }
}
