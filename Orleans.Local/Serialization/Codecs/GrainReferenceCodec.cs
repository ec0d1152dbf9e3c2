namespace Orleans.Serialization;

/// <summary>
/// A reference to a grain: the runtime writes and reads it. On the wire every one is of this one type, whatever its proxy's.
/// </summary>
internal sealed class GrainReferenceCodec(Type type, TypeManifest types, IGrainReferenceConverter references) : InstanceCodec(type, types)
{
    public override bool IsTracked => false;

    public override bool IsShared => true;

    protected override Type TypeOnWire => typeof(GrainReferenceCodec);

    public override void WriteBody(WriteContext context, object value) => references.Write(context.Output, value);

    public override object ReadBody(ref ByteReader input, ReadContext context, int position) => references.Read(ref input);

    public override object CopyBody(object value, CopyContext context) => value;
}
