using System.Diagnostics.CodeAnalysis;

namespace Wasilo.WhatsApp.Directory;

/// <summary>What was looked up last, up to a weight; what was used longest ago goes first. Empty it takes next to no memory.</summary>
/// <param name="capacity">The weight of everything together.</param>
/// <param name="weigh">The weight of a value; 1 for each by default.</param>
internal sealed class BoundedCache<TKey, TValue>(int capacity, Func<TValue, int>? weigh = null)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _weight;

    internal int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    internal bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    internal void Put(TKey key, TValue value)
    {
        lock (_lock)
        {
            RemoveLocked(key);
            var entry = new Entry(key, value, weigh?.Invoke(value) ?? 1);
            if (entry.Weight > capacity)
                return;
            _entries.Add(key, _byUse.AddFirst(entry));
            _weight += entry.Weight;
            while (_weight > capacity)
                RemoveLocked(_byUse.Last!.Value.Key);
        }
    }

    /// <summary>For what was read while something newer may have been put.</summary>
    internal void PutIfAbsent(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (!_entries.ContainsKey(key))
                Put(key, value);
        }
    }

    internal void Remove(TKey key)
    {
        lock (_lock)
            RemoveLocked(key);
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
            _weight = 0;
        }
    }

    private void RemoveLocked(TKey key)
    {
        if (!_entries.Remove(key, out var node))
            return;
        _byUse.Remove(node);
        _weight -= node.Value.Weight;
    }

    private readonly record struct Entry(TKey Key, TValue Value, int Weight);
}
