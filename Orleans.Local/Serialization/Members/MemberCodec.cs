namespace Orleans.Serialization;

/// <summary>One member of <typeparamref name="TOwner"/> or of a class it derives from.</summary>
internal abstract class MemberCodec<TOwner>(SerializedMember member)
{
    public ulong Id { get; } = member.WireId;

    public string Name { get; } = member.Member.Name;

    public abstract WireType WireType { get; }

    public abstract void Write(WriteContext context, ref TOwner owner);

    public abstract void Read(ref ByteReader input, ReadContext context, ref TOwner owner);

    public abstract void Copy(ref TOwner from, ref TOwner to, CopyContext context);
}

internal sealed class MemberCodec<TOwner, TValue>(SerializedMember member, CodecProvider codecs) : MemberCodec<TOwner>(member)
{
    private readonly SlotCodec<TValue> _slot = codecs.Slot<TValue>();
    private readonly MemberGetter<TOwner, TValue> _get = MemberAccess.Getter<TOwner, TValue>(member.Member);
    private readonly MemberSetter<TOwner, TValue> _set = MemberAccess.Setter<TOwner, TValue>(member.Member);
    private readonly bool _isShared = member.IsShared;

    public override WireType WireType => _slot.WireType;

    public override void Write(WriteContext context, ref TOwner owner) => _slot.Write(context, _get(ref owner));

    public override void Read(ref ByteReader input, ReadContext context, ref TOwner owner) =>
        _set(ref owner, _slot.Read(ref input, context));

    public override void Copy(ref TOwner from, ref TOwner to, CopyContext context)
    {
        var value = _get(ref from);
        _set(ref to, _isShared ? value : _slot.Copy(value, context));
    }
}
