using System.Diagnostics.CodeAnalysis;

namespace Wasilo.WhatsApp.Storage;

/// <summary>A map of the latest entries: what is older than so many others is forgotten. It grows with what is in it.</summary>
internal sealed class BoundedMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    // One place for each time that an entry was set. A place that isn't its entry's last one stands for nothing.
    private readonly Queue<(TKey Key, long Number)> _places = new();
    private long _lastNumber;

    internal int Count => _entries.Count;

    /// <summary>The values, the oldest first.</summary>
    internal IEnumerable<TValue> Values => _places.Where(IsCurrent).Select(place => _entries[place.Key].Value);

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        bool isThere = _entries.TryGetValue(key, out var entry);
        value = entry.Value;
        return isThere;
    }

    /// <summary>Adds an entry, or makes one the latest.</summary>
    internal void Set(TKey key, TValue value)
    {
        _entries[key] = new Entry(value, ++_lastNumber);
        _places.Enqueue((key, _lastNumber));
        while (_entries.Count > capacity)
        {
            var oldest = _places.Dequeue();
            if (IsCurrent(oldest))
                _entries.Remove(oldest.Key);
        }

        if (_places.Count > 2 * capacity)
            Tidy();
    }

    /// <summary>Changes an entry's value and leaves it where it is.</summary>
    internal void Replace(TKey key, TValue value)
    {
        if (_entries.TryGetValue(key, out var entry))
            _entries[key] = entry with { Value = value };
    }

    internal bool Remove(TKey key) => _entries.Remove(key);

    private void Tidy()
    {
        for (int left = _places.Count; left > 0; left--)
        {
            var place = _places.Dequeue();
            if (IsCurrent(place))
                _places.Enqueue(place);
        }
    }

    private bool IsCurrent((TKey Key, long Number) place) => _entries.TryGetValue(place.Key, out var entry) && entry.Number == place.Number;

    private readonly record struct Entry(TValue Value, long Number);
}
