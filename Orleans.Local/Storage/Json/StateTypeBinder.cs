using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Orleans.Local.Storage;

/// <summary>
/// Finds the types that stored JSON names, but only those that Orleans would construct: types with
/// <see cref="GenerateSerializerAttribute"/>, enums, and the base library's plain values and collections. Whoever can
/// write to the database could otherwise have any type of the process constructed.
/// </summary>
internal sealed class StateTypeBinder : DefaultSerializationBinder
{
    private static readonly string[] BaseNamespaces =
        ["System", "System.Collections.Generic", "System.Collections.Immutable", "System.Collections.Concurrent"];

    private readonly ConcurrentDictionary<(string? Assembly, string Type), Type> _known = new();

    public override Type BindToType(string? assemblyName, string typeName) =>
        _known.GetOrAdd((assemblyName, typeName), static (name, binder) => binder.Resolve(name.Assembly, name.Type), this);

    private Type Resolve(string? assemblyName, string typeName)
    {
        var type = base.BindToType(assemblyName, typeName);
        return IsAllowed(type)
            ? type
            : throw new JsonSerializationException(
                $"The stored state names the type {type}, which may not be read from storage. " +
                "Mark it with [GenerateSerializer] if it is part of a grain's state.");
    }

    private static bool IsAllowed(Type type)
    {
        if (type.HasElementType)
            return type.IsArray && IsAllowed(type.GetElementType()!);
        if (type.IsGenericType && !Array.TrueForAll(type.GetGenericArguments(), IsAllowed))
            return false;
        return type.IsEnum || type.IsPrimitive || IsPlainBaseType(type)
            || type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
    }

    // Delegates and the like live in these namespaces too; values and collections do no harm when constructed.
    private static bool IsPlainBaseType(Type type) =>
        Array.IndexOf(BaseNamespaces, type.Namespace) >= 0
        && (type.Assembly == typeof(object).Assembly || type.Assembly == typeof(HashSet<>).Assembly
            || type.Assembly == typeof(System.Collections.Immutable.ImmutableArray).Assembly
            || type.Assembly == typeof(ConcurrentDictionary<,>).Assembly)
        && (type.IsValueType || type == typeof(string) || type == typeof(object) || type == typeof(Uri) || type == typeof(Version)
            || typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            || type.FullName!.StartsWith("System.Tuple`", StringComparison.Ordinal));
}
