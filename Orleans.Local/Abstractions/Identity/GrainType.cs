namespace Orleans.Runtime;

/// <summary>The name of a grain class on the wire and in storage, by default the class name in lower case without its suffix "grain".</summary>
[GenerateSerializer]
[Immutable]
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>Wraps <paramref name="id"/>.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>True for the default value, which names no grain class.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>The name's UTF-8 bytes.</summary>
    [Id(0)]
    public IdSpan Value { get; }

    /// <summary>The grain type called <paramref name="value"/>.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <summary>A hash that is equal in all processes.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <inheritdoc />
    public bool Equals(GrainType obj) => Value.Equals(obj.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();

    /// <summary>Whether both name the same grain class.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether they name different grain classes.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
