using System.Collections.Concurrent;
using System.Net;

namespace Orleans.Serialization;

/// <summary>
/// Finds or makes the codec of a type. Codecs are made once, ask for the codecs they need on first use, and are safe to share.
/// </summary>
internal sealed class CodecProvider
{
    private readonly ConcurrentDictionary<Type, SlotCodec> _slots = new(Scalars.All);
    private readonly ConcurrentDictionary<Type, InstanceCodec?> _instances = new();
    private readonly IGrainReferenceConverter _references;

    public CodecProvider(TypeManifest types, IGrainReferenceConverter references)
    {
        Types = types;
        _references = references;
        _instances[typeof(GrainReferenceCodec)] = new GrainReferenceCodec(typeof(GrainReferenceCodec), types, references);
    }

    public TypeManifest Types { get; }

    public SlotCodec<T> Slot<T>() => (SlotCodec<T>)Slot(typeof(T));

    /// <summary>The codec of places declared with a type.</summary>
    public SlotCodec Slot(Type declared) => _slots.TryGetValue(declared, out var codec) ? codec : _slots.GetOrAdd(declared, MakeSlot);

    /// <summary>The codec of a type's own instances; null if it has none, or they can't be sent.</summary>
    public InstanceCodec? TryInstance(Type type) =>
        _instances.TryGetValue(type, out var codec) ? codec : _instances.GetOrAdd(type, MakeInstance);

    public InstanceCodec? TryInstanceOf(object value)
    {
        var type = value.GetType();
        if (_instances.TryGetValue(type, out var codec)) return codec;
        return _references.IsReference(value)
            ? _instances.GetOrAdd(type, new GrainReferenceCodec(type, Types, _references))
            : TryInstance(type);
    }

    public InstanceCodec InstanceOf(object value) => TryInstanceOf(value) ?? throw CodecNotFoundException.For(value.GetType());

    public InstanceCodec ReadTypeHeader(ref ByteReader input)
    {
        var type = Types.ReadName(ref input);
        return TryInstance(type) ?? throw new SerializerException($"{type} has no instances that could be read.");
    }

    private SlotCodec MakeSlot(Type declared)
    {
        if (declared.IsEnum) return MakeSlot(typeof(EnumCodec<,>), declared, declared.GetEnumUnderlyingType());
        if (!declared.IsValueType)
        {
            // As Orleans: a class that can't be sent isn't accepted as a member either, even while it is null.
            var holdsOthers = declared.IsAbstract || declared == typeof(object);
            return holdsOthers || TryInstance(declared) is not null
                ? MakeSlot(typeof(ReferenceSlot<>), declared)
                : throw CodecNotFoundException.For(declared);
        }

        if (declared.IsConstructedGenericType && GenericCodecs.Slots.TryGetValue(declared.GetGenericTypeDefinition(), out var codec))
            return MakeSlot(codec, declared.GenericTypeArguments);
        return IsMarked(declared) || SerializedMembers.IsTuple(declared)
            ? MakeSlot(typeof(StructCodec<>), declared)
            : throw CodecNotFoundException.For(declared);
    }

    private InstanceCodec? MakeInstance(Type type)
    {
        if (type.IsAssignableTo(typeof(Exception))) return new ExceptionCodec(type, this);
        // Where only the value tells the type, an enum without [GenerateSerializer] is the number it stands for, as in Orleans.
        if (type.IsEnum && !IsMarked(type)) return TryInstance(type.GetEnumUnderlyingType());
        // IPAddress.Loopback and its like are of a type derived from it.
        if (type != typeof(IPAddress) && type.IsAssignableTo(typeof(IPAddress))) return TryInstance(typeof(IPAddress));
        if (type.IsValueType || Scalars.All.ContainsKey(type))
            return GenericInstance.Create<InstanceCodec>(typeof(BoxedCodec<>), [type], Slot(type), Types);
        if (type == typeof(byte[])) return new ByteArrayCodec(Types);
        if (type.IsSZArray) return GenericInstance.Create<InstanceCodec>(typeof(ArrayCodec<>), [type.GetElementType()!], this);
        if (type.IsConstructedGenericType && GenericCodecs.Instances.TryGetValue(type.GetGenericTypeDefinition(), out var codec))
            return GenericInstance.Create<InstanceCodec>(codec, type.GenericTypeArguments, this);
        return !type.IsAbstract && (IsMarked(type) || SerializedMembers.IsTuple(type))
            ? GenericInstance.Create<InstanceCodec>(typeof(ObjectCodec<>), [type], this)
            : null;
    }

    private SlotCodec MakeSlot(Type codec, params Type[] typeArguments) => GenericInstance.Create<SlotCodec>(codec, typeArguments, this);

    private static bool IsMarked(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
}
