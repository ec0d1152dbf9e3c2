using System.Diagnostics.CodeAnalysis;

namespace Wasilo.WhatsApp.Storage;

/// <summary>A map of the latest entries: what is older than so many others is forgotten. It grows with what is in it.</summary>
internal sealed class BoundedMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<TKey> _order = [];

    internal int Count => _entries.Count;

    /// <summary>The values, the oldest first.</summary>
    internal IEnumerable<TValue> Values => _order.Select(key => _entries[key].Value);

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool isThere = _entries.TryGetValue(key, out var entry);
        value = entry.Value;
        return isThere;
    }

    /// <summary>Adds an entry, or makes one the latest.</summary>
    internal void Set(TKey key, TValue value)
    {
        if (_entries.Remove(key, out var former))
            _order.Remove(former.Place);
        else if (_entries.Count >= capacity)
            Remove(_order.First!.Value);
        _entries.Add(key, new Entry(value, _order.AddLast(key)));
    }

    /// <summary>Changes an entry's value and leaves it where it is.</summary>
    internal void Replace(TKey key, TValue value)
    {
        if (_entries.TryGetValue(key, out var entry))
            _entries[key] = entry with { Value = value };
    }

    internal bool Remove(TKey key)
    {
        if (!_entries.Remove(key, out var entry))
            return false;
        _order.Remove(entry.Place);
        return true;
    }

    private readonly record struct Entry(TValue Value, LinkedListNode<TKey> Place);
}
