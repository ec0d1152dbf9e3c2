using System.Text;

namespace Orleans.Runtime;

/// <summary>An immutable string of bytes (UTF-8 text in practice) with its hash computed once: the stuff that grain ids are made of.</summary>
[GenerateSerializer]
[Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    [Id(0)]
    private readonly byte[]? _value;

    [Id(1)]
    private readonly int _hash;

    /// <summary>Wraps <paramref name="value"/>, which must not change afterwards.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hash = (int)StableHash.ComputeHash(value);
    }

    /// <summary>True for the default value, which names nothing.</summary>
    public bool IsDefault => _value is null or { Length: 0 };

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>The UTF-8 bytes of <paramref name="id"/>.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value;

    /// <summary>A hash that is equal in all processes.</summary>
    public uint GetUniformHashCode() => (uint)_hash;

    /// <inheritdoc />
    public bool Equals(IdSpan obj) => _hash == obj._hash && (ReferenceEquals(_value, obj._value) || AsSpan().SequenceEqual(obj.AsSpan()));

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <inheritdoc />
    public override string ToString() => _value is null ? string.Empty : Encoding.UTF8.GetString(_value);

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether they hold different bytes.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
