using System.Collections.Concurrent;
using System.Net;
using System.Reflection;

namespace Orleans.Serialization;

/// <summary>Finds or makes the codec of a type. Codecs are made once, ask for the codecs they need on first use, and are safe to share.</summary>
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
    public InstanceCodec? TryInstance(Type type) => _instances.TryGetValue(type, out var codec) ? codec : _instances.GetOrAdd(type, MakeInstance);

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
        if (declared.IsEnum) return Make<SlotCodec>(typeof(EnumCodec<,>), [declared, declared.GetEnumUnderlyingType()], this);
        if (!declared.IsValueType)
        {
            // As Orleans: a class that can't be sent isn't accepted as a member either, even while it is null.
            var canHoldNothing = !declared.IsInterface && !declared.IsAbstract && declared != typeof(object) && TryInstance(declared) is null;
            return canHoldNothing ? throw CodecNotFoundException.For(declared) : Make<SlotCodec>(typeof(ReferenceSlot<>), [declared], this);
        }

        if (declared.IsConstructedGenericType && GenericCodecs.Slots.TryGetValue(declared.GetGenericTypeDefinition(), out var codec))
            return Make<SlotCodec>(codec, declared.GenericTypeArguments, this);
        return IsMarked(declared) || SerializedMembers.IsTuple(declared)
            ? Make<SlotCodec>(typeof(StructCodec<>), [declared], this)
            : throw CodecNotFoundException.For(declared);
    }

    private InstanceCodec? MakeInstance(Type type)
    {
        if (type.IsAssignableTo(typeof(Exception))) return new ExceptionCodec(type, this);
        // Where only the value tells the type, an enum without [GenerateSerializer] is the number it stands for, as in Orleans.
        if (type.IsEnum && !IsMarked(type)) return TryInstance(type.GetEnumUnderlyingType());
        // IPAddress.Loopback and its like are of a type derived from it.
        if (type != typeof(IPAddress) && type.IsAssignableTo(typeof(IPAddress))) return TryInstance(typeof(IPAddress));
        if (type.IsValueType || Scalars.All.ContainsKey(type)) return MakeBoxed(type);
        if (type == typeof(byte[])) return new ByteArrayCodec(Types);
        if (type.IsSZArray) return Make<InstanceCodec>(typeof(ArrayCodec<>), [type.GetElementType()!], this);
        if (type.IsConstructedGenericType && GenericCodecs.Instances.TryGetValue(type.GetGenericTypeDefinition(), out var codec))
            return Make<InstanceCodec>(codec, type.GenericTypeArguments, this);
        return !type.IsAbstract && (IsMarked(type) || SerializedMembers.IsTuple(type))
            ? Make<InstanceCodec>(typeof(ObjectCodec<>), [type], this)
            : null;
    }

    private InstanceCodec MakeBoxed(Type type) => Make<InstanceCodec>(typeof(BoxedCodec<>), [type], Slot(type), Types);

    private static bool IsMarked(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    private static TCodec Make<TCodec>(Type definition, Type[] typeArguments, params object[] arguments)
    {
        const BindingFlags Flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        return (TCodec)Activator.CreateInstance(definition.MakeGenericType(typeArguments), Flags, binder: null, arguments, culture: null)!;
    }
}
