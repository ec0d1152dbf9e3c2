using System.Buffers;
using System.Reflection;
using System.Text;

namespace Orleans.Serialization;

/// <summary>
/// The types that have a name on the wire, and so the only ones that a message can make us create: what the format knows by itself, and
/// the [GenerateSerializer] types of the given assemblies. Their enums, interfaces and abstract classes have names too, as parameters of
/// generic types.
/// </summary>
internal sealed class TypeManifest
{
    private const string Array = "[]";
    // The C# compiler accepts names of at most 1023 bytes; with its namespace a type's name rarely reaches a quarter of this.
    private const int MaxNameLength = 1024;
    // Types like Dictionary<string, List<(A, B?)>> need 4.
    private const int MaxTypeDepth = 8;

    private readonly Dictionary<string, Type> _types = [];
    private readonly Dictionary<Type, string> _names = [];
    private readonly Dictionary<string, Type>.AlternateLookup<ReadOnlySpan<char>> _typesBySpan;

    public TypeManifest(IEnumerable<Assembly> assemblies)
    {
        _typesBySpan = _types.GetAlternateLookup<ReadOnlySpan<char>>();
        Type[] builtIn =
        [
            typeof(object), typeof(Exception), typeof(GrainReferenceCodec),
            .. Scalars.All.Keys, .. GenericCodecs.Instances.Keys, .. GenericCodecs.Slots.Keys, .. GenericCodecs.Tuples,
            .. SequenceMaterializer.Interfaces,
        ];
        foreach (var type in builtIn) Add(type, type.IsConstructedGenericType ? type.ToString() : type.FullName!);
        foreach (var type in assemblies.Append(typeof(TypeManifest).Assembly).Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) AddMarked(type);
            else if (type.IsEnum || (type.IsAbstract && !type.IsSealed)) AddPlain(type);
        }
    }

    /// <summary>The name of a type that is neither generic nor an array; null if it has none.</summary>
    public string? NameOf(Type type) => _names.GetValueOrDefault(type);

    /// <summary>The type with a name; null if there is none.</summary>
    public Type? Find(ReadOnlySpan<char> name) => _typesBySpan.TryGetValue(name, out var type) ? type : null;

    /// <summary>A type as it stands on the wire: its name, and the types that it is made of.</summary>
    public byte[] EncodeName(Type type)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteName(output, type);
        return output.WrittenSpan.ToArray();
    }

    public Type ReadName(ref ByteReader input) => ReadName(ref input, depth: 0);

    private Type ReadName(ref ByteReader input, int depth)
    {
        var bytes = input.ReadBytes();
        if (bytes.Length > MaxNameLength || depth > MaxTypeDepth) throw new SerializerException(
            "A type's name is longer or deeper than any name can be.");
        Span<char> name = stackalloc char[bytes.Length];
        name = name[..Encoding.UTF8.GetChars(bytes, name)];
        if (name.SequenceEqual(Array)) return ReadName(ref input, depth + 1).MakeArrayType();
        var type = Find(name) ?? throw new SerializerException(
            $"A value of the unknown type '{name}' arrived. Is it a [GenerateSerializer] type of an assembly that this process knows?");
        if (!type.IsGenericTypeDefinition) return type;
        var arguments = new Type[type.GetGenericArguments().Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = ReadName(ref input, depth + 1);
        return type.MakeGenericType(arguments);
    }

    private void WriteName(ArrayBufferWriter<byte> output, Type type)
    {
        if (type.IsSZArray)
        {
            output.WriteString(Array);
            WriteName(output, type.GetElementType()!);
            return;
        }

        var isWhole = _names.TryGetValue(type, out var name);
        if (!isWhole && !(type.IsConstructedGenericType && _names.TryGetValue(type.GetGenericTypeDefinition(), out name)))
            throw new CodecNotFoundException(
                $"{type} has no name on the wire. Does it have [GenerateSerializer], and does this process use its assembly for grains?");
        output.WriteString(name!);
        if (isWhole) return;
        foreach (var argument in type.GenericTypeArguments) WriteName(output, argument);
    }

    private void AddPlain(Type type)
    {
        if (_types.TryAdd(type.FullName!, type)) _names.TryAdd(type, type.FullName!);
    }

    private void AddMarked(Type type)
    {
        var aliases = type.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => alias.Alias).ToList();
        foreach (var name in aliases.Append(type.FullName!).Distinct()) Add(type, name);
    }

    /// <summary>A type is written by the first name it gets, and found by all.</summary>
    private void Add(Type type, string name)
    {
        if (!_types.TryAdd(name, type) && _types[name] is var other && other != type)
        {
            throw new InvalidOperationException(
                $"{type.AssemblyQualifiedName} and {other.AssemblyQualifiedName} are both called '{name}' on the wire. "
                + "Give one of them another [Alias].");
        }

        _names.TryAdd(type, name);
    }
}
