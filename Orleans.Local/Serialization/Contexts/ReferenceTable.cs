using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization;

/// <summary>
/// What is known of the instances met so far, by identity. Most messages have a handful: those are found without hashing.
/// </summary>
internal sealed class ReferenceTable<TValue>
{
    private const int Few = 8;
    // A context lives as long as its thread: one large message must not pin its size for ever.
    private const int MaxKept = 1024;
    private readonly (object? Instance, TValue Value)[] _few = new (object?, TValue)[Few];
    private Dictionary<object, TValue>? _many;
    private int _count;

    public bool TryGet(object instance, [MaybeNullWhen(false)] out TValue value)
    {
        for (var i = Math.Min(_count, Few) - 1; i >= 0; i--)
        {
            if (!ReferenceEquals(_few[i].Instance, instance)) continue;
            value = _few[i].Value;
            return true;
        }

        if (_count > Few) return _many!.TryGetValue(instance, out value);
        value = default;
        return false;
    }

    public void Add(object instance, TValue value)
    {
        if (_count++ < Few) _few[_count - 1] = (instance, value);
        else (_many ??= new Dictionary<object, TValue>(ReferenceEqualityComparer.Instance)).Add(instance, value);
    }

    public void Clear()
    {
        Array.Clear(_few, 0, Math.Min(_count, Few));
        if (_many?.Count > MaxKept) _many = null;
        else _many?.Clear();
        _count = 0;
    }
}
