using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Serialization;

internal sealed class KeyValuePairCodec<TKey, TValue>(CodecProvider codecs) : SlotCodec<KeyValuePair<TKey, TValue>>
{
    private SlotCodec<TKey>? _key;
    private SlotCodec<TValue>? _value;

    private SlotCodec<TKey> Key => _key ??= codecs.Slot<TKey>();

    private SlotCodec<TValue> Value => _value ??= codecs.Slot<TValue>();

    public override WireType WireType => WireType.Block;

    public override void Write(WriteContext context, KeyValuePair<TKey, TValue> value)
    {
        Key.Write(context, value.Key);
        Value.Write(context, value.Value);
    }

    public override KeyValuePair<TKey, TValue> Read(ref ByteReader input, ReadContext context) =>
        new(Key.Read(ref input, context), Value.Read(ref input, context));

    public override KeyValuePair<TKey, TValue> Copy(KeyValuePair<TKey, TValue> value, CopyContext context) =>
        new(Key.Copy(value.Key, context), Value.Copy(value.Value, context));
}

internal sealed class NullableCodec<T>(CodecProvider codecs) : SlotCodec<T?> where T : struct
{
    private readonly SlotCodec<T> _value = codecs.Slot<T>();

    public override WireType WireType => WireType.Optional;

    public override void Write(WriteContext context, T? value)
    {
        context.Output.WriteByte(value is null ? (byte)0 : (byte)(1 + (int)_value.WireType));
        if (value is not { } present) return;
        if (_value.WireType != WireType.Block)
        {
            _value.Write(context, present);
            return;
        }

        var block = context.Output.BeginBlock();
        _value.Write(context, present);
        context.Output.EndBlock(block);
    }

    public override T? Read(ref ByteReader input, ReadContext context)
    {
        var flag = input.ReadByte();
        if (flag == 0) return null;
        if (flag != 1 + (int)_value.WireType) throw new SerializerException($"{flag} does not announce a {typeof(T)}.");
        if (_value.WireType == WireType.Block) input.ReadBlockLength();
        return _value.Read(ref input, context);
    }

    public override T? Copy(T? value, CopyContext context) => value is { } present ? _value.Copy(present, context) : null;
}

/// <summary>An enum travels as the number it stands for.</summary>
internal sealed class EnumCodec<T, TNumber>(CodecProvider codecs) : SlotCodec<T> where T : struct, Enum where TNumber : struct
{
    private readonly SlotCodec<TNumber> _number = codecs.Slot<TNumber>();

    public override WireType WireType => _number.WireType;

    public override void Write(WriteContext context, T value) => _number.Write(context, Unsafe.BitCast<T, TNumber>(value));

    public override T Read(ref ByteReader input, ReadContext context) => Unsafe.BitCast<TNumber, T>(_number.Read(ref input, context));

    public override T Copy(T value, CopyContext context) => value;
}

/// <summary>Its array is a slot of its own: null for the default value.</summary>
internal sealed class ImmutableArrayCodec<T>(CodecProvider codecs) : SlotCodec<ImmutableArray<T>>
{
    private SlotCodec<T[]?>? _array;

    private SlotCodec<T[]?> Array => _array ??= codecs.Slot<T[]>()!;

    public override WireType WireType => WireType.Block;

    public override void Write(WriteContext context, ImmutableArray<T> value) =>
        Array.Write(context, ImmutableCollectionsMarshal.AsArray(value));

    public override ImmutableArray<T> Read(ref ByteReader input, ReadContext context) =>
        ImmutableCollectionsMarshal.AsImmutableArray(Array.Read(ref input, context));

    public override ImmutableArray<T> Copy(ImmutableArray<T> value, CopyContext context) =>
        IsShared ? value : ImmutableCollectionsMarshal.AsImmutableArray(Array.Copy(ImmutableCollectionsMarshal.AsArray(value), context));
}
