using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Reflection;

namespace Orleans.Serialization;

/// <summary>Which types a copy may share, by Orleans' rules: what nobody can change, and what its author says nobody changes.</summary>
internal static class Sharing
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint), typeof(CancellationToken),
    ];

    /// <summary>Shared if what they hold is.</summary>
    private static readonly HashSet<Type> Containers =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableDictionary<,>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>),
        typeof(Tuple<,,,,>), typeof(Tuple<,,,,,>), typeof(Tuple<,,,,,,>), typeof(Tuple<,,,,,,,>),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Answers = new();

    public static bool IsShared(Type type) => Answers.GetOrAdd(type, static asked => IsShared(asked, []));

    /// <param name="type">The type.</param>
    /// <param name="assumed">
    /// Types that this question led to already: a type that contains itself is shared unless something else prevents it.
    /// </param>
    private static bool IsShared(Type type, HashSet<Type> assumed)
    {
        if (type.IsPrimitive || type.IsEnum || Known.Contains(type) || !assumed.Add(type)) return true;
        if (type.IsSealed && type.IsDefined(typeof(ImmutableAttribute), inherit: false)) return true;
        if (type.IsConstructedGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
            return Array.TrueForAll(type.GenericTypeArguments, argument => IsShared(argument, assumed));
        return type.IsValueType && Array.TrueForAll(
            type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
            field => IsShared(field.FieldType, assumed));
    }
}
