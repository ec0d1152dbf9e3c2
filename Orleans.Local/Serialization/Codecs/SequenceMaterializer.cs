using System.Reflection;

namespace Orleans.Serialization;

/// <summary>
/// A place declared with a collection interface takes any sequence: one without a codec, such as a query or the compiler's own read-only
/// list, arrives as the plain collection of that interface.
/// </summary>
internal static class SequenceMaterializer
{
    private static readonly Dictionary<Type, string> Makers = new()
    {
        [typeof(IEnumerable<>)] = nameof(MakeList),
        [typeof(ICollection<>)] = nameof(MakeList),
        [typeof(IList<>)] = nameof(MakeList),
        [typeof(IReadOnlyCollection<>)] = nameof(MakeList),
        [typeof(IReadOnlyList<>)] = nameof(MakeList),
        [typeof(ISet<>)] = nameof(MakeSet),
        [typeof(IReadOnlySet<>)] = nameof(MakeSet),
        [typeof(IDictionary<,>)] = nameof(MakeDictionary),
        [typeof(IReadOnlyDictionary<,>)] = nameof(MakeDictionary),
    };

    public static IEnumerable<Type> Interfaces => Makers.Keys;

    public static Func<object, object?>? For(Type declared)
    {
        if (!declared.IsConstructedGenericType || !Makers.TryGetValue(declared.GetGenericTypeDefinition(), out var maker)) return null;
        return typeof(SequenceMaterializer).GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(declared.GenericTypeArguments).CreateDelegate<Func<object, object?>>();
    }

    private static List<T> MakeList<T>(object sequence) => [.. (IEnumerable<T>)sequence];

    private static HashSet<T> MakeSet<T>(object sequence) => [.. (IEnumerable<T>)sequence];

    private static Dictionary<TKey, TValue> MakeDictionary<TKey, TValue>(object sequence) where TKey : notnull =>
        new((IEnumerable<KeyValuePair<TKey, TValue>>)sequence);
}
