namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// An attribute of a <see cref="Node"/>: a key, and a value that is text or a jid. Written as a tuple:
/// <c>("type", "get")</c>, <c>("to", jid)</c>, <c>("t", 1700000000)</c>. A null value leaves the attribute out.
/// </summary>
public readonly struct NodeAttribute : IEquatable<NodeAttribute>
{
    private readonly object? _value;

    internal NodeAttribute(string key, object? value)
    {
        Key = key;
        _value = value;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value as text.</summary>
    public string Text => _value as string ?? _value?.ToString() ?? "";

    /// <summary>The value as a jid, if it is one or reads as one.</summary>
    public Jid? Jid => _value as Jid ?? (Jid.TryParse(_value as string, out var jid) ? jid : null);

    /// <summary>The string or the Jid; null if this attribute is to be left out.</summary>
    internal object? Value => _value;

    /// <summary>An attribute whose value is text; none if it is null.</summary>
    public static implicit operator NodeAttribute((string Key, string? Value) pair) => new(pair.Key, pair.Value);

    /// <summary>An attribute whose value is a jid; none if it is null.</summary>
    public static implicit operator NodeAttribute((string Key, Jid? Value) pair) => new(pair.Key, pair.Value);

    /// <summary>An attribute whose value is a number, in decimal digits.</summary>
    public static implicit operator NodeAttribute((string Key, long Value) pair) =>
        new(pair.Key, pair.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public bool Equals(NodeAttribute other) =>
        Key == other.Key && (_value is Jid && other._value is Jid ? _value.Equals(other._value) : Text == other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeAttribute other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Text);

    /// <summary>Whether both have the same key and text.</summary>
    public static bool operator ==(NodeAttribute left, NodeAttribute right) => left.Equals(right);

    /// <summary>Whether key or text differ.</summary>
    public static bool operator !=(NodeAttribute left, NodeAttribute right) => !left.Equals(right);

    /// <summary>As in a document: <c>key="text"</c>.</summary>
    public override string ToString() => $"{Key}=\"{Text}\"";
}
