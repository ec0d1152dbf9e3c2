using System.Collections;
using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// The attributes of a <see cref="Node"/>, as they are on the wire: <c>[("to", jid), ("type", "get")]</c>. Their order means
/// nothing; when a key comes twice, the last one counts.
/// </summary>
[CollectionBuilder(typeof(NodeAttributes), nameof(Create))]
public readonly struct NodeAttributes : IReadOnlyList<NodeAttribute>, IEquatable<NodeAttributes>
{
    private readonly NodeAttribute[]? _items;

    internal NodeAttributes(NodeAttribute[] items) => _items = items;

    /// <summary>How many there are.</summary>
    public int Count => Items.Length;

    /// <summary>The attribute at a place of the wire's order.</summary>
    public NodeAttribute this[int index] => Items[index];

    /// <summary>The text of an attribute, or null.</summary>
    public string? this[string key] => TryFind(key, out var attribute) ? attribute.Text : null;

    internal ReadOnlySpan<NodeAttribute> Items => _items;

    /// <summary>The attributes that have a value, in this order.</summary>
    public static NodeAttributes Create(params ReadOnlySpan<NodeAttribute> attributes)
    {
        var count = 0;
        foreach (ref readonly var attribute in attributes)
        {
            if (attribute.Value is not null)
                count++;
        }

        if (count == 0)
            return default;
        var items = new NodeAttribute[count];
        count = 0;
        foreach (ref readonly var attribute in attributes)
        {
            if (attribute.Value is not null)
                items[count++] = attribute;
        }

        return new NodeAttributes(items);
    }

    /// <summary>The jid of an attribute; null if there is none or it doesn't read as one.</summary>
    public Jid? Jid(string key) => TryFind(key, out var attribute) ? attribute.Jid : null;

    /// <summary>Finds an attribute; from the end, so that the last one of a key wins.</summary>
    public bool TryFind(string key, out NodeAttribute attribute)
    {
        var items = Items;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            if (items[i].Key == key)
            {
                attribute = items[i];
                return true;
            }
        }

        attribute = default;
        return false;
    }

    /// <summary>The attributes in the wire's order.</summary>
    public ReadOnlySpan<NodeAttribute>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<NodeAttribute> IEnumerable<NodeAttribute>.GetEnumerator() => (_items ?? Enumerable.Empty<NodeAttribute>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <summary>Whether a reader finds the same values for the same keys.</summary>
    public bool Equals(NodeAttributes other) => Covers(other) && other.Covers(this);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeAttributes other && Equals(other);

    /// <summary>Of the keys alone: the same in whatever order they come and however often one is repeated.</summary>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var attribute in this)
            hash |= 1 << (attribute.Key.GetHashCode(StringComparison.Ordinal) & 31);
        return hash;
    }

    /// <summary>Whether a reader finds the same values for the same keys.</summary>
    public static bool operator ==(NodeAttributes left, NodeAttributes right) => left.Equals(right);

    /// <summary>Whether a reader finds a difference.</summary>
    public static bool operator !=(NodeAttributes left, NodeAttributes right) => !left.Equals(right);

    private bool Covers(NodeAttributes other)
    {
        foreach (var attribute in other)
        {
            if (!TryFind(attribute.Key, out var ours) || !other.TryFind(attribute.Key, out var theirs) || ours != theirs)
                return false;
        }

        return true;
    }
}
