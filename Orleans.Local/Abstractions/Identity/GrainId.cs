using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A grain's identity: its type and its key, written <c>type/key</c>.</summary>
[GenerateSerializer]
[Immutable]
public readonly struct GrainId : IEquatable<GrainId>, IComparable<GrainId>
{
    /// <summary>The grain of class <paramref name="type"/> with <paramref name="key"/>.</summary>
    public GrainId(GrainType type, IdSpan key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>True for the default value, which names no grain.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>The grain class.</summary>
    [Id(0)]
    public GrainType Type { get; }

    /// <summary>The key within the class.</summary>
    [Id(1)]
    public IdSpan Key { get; }

    /// <summary>The grain of class <paramref name="type"/> with <paramref name="key"/>.</summary>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <summary>The grain of class <paramref name="type"/> with <paramref name="key"/>.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>The grain of class <paramref name="type"/> with <paramref name="key"/>.</summary>
    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException"><paramref name="value"/> is not of the form <c>type/key</c>.</exception>
    public static GrainId Parse(string value) =>
        TryParse(value, out var id) ? id : throw new FormatException($"'{value}' is not a grain id: expected type/key.");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, out GrainId result)
    {
        // Keys may hold slashes themselves; types can't.
        var slash = value?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        result = slash > 0 ? Create(value![..slash], value[(slash + 1)..]) : default;
        return slash > 0;
    }

    /// <summary>A hash that is equal in all processes; the one that Orleans keeps in reminder rows and that places the id on the ring.</summary>
    public uint GetUniformHashCode() => unchecked((Type.GetUniformHashCode() * 31) + Key.GetUniformHashCode());

    /// <inheritdoc />
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => (int)GetUniformHashCode();

    /// <inheritdoc />
    public int CompareTo(GrainId other) => Type.CompareTo(other.Type) is not 0 and var order ? order : Key.CompareTo(other.Key);

    /// <inheritdoc />
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>Whether both name the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether they name different grains.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
