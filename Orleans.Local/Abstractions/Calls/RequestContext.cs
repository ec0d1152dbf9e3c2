using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls from caller to callee and onward, never back. Values cross processes and so must be serializable.
/// </summary>
public static class RequestContext
{
    // Immutable, so that a change made by one branch of the code is never seen by another that shares the async context.
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Values = new();

    internal static ImmutableDictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The names of all values.</summary>
    public static IEnumerable<string> Keys => Current?.Keys ?? [];

    /// <summary>All values.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current ?? [];

    /// <summary>The value called <paramref name="key"/>, or null.</summary>
    public static object? Get(string key) => Current?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow in this async flow.</summary>
    public static void Set(string key, object value) => Current = (Current ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    /// <summary>Removes a value; false if there was none.</summary>
    public static bool Remove(string key)
    {
        if (Current?.ContainsKey(key) is not true)
            return false;
        Current = Current.Remove(key);
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Current = null;
}
