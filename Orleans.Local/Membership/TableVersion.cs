namespace Orleans;

/// <summary>A version of the membership table: its number, and the ETag that the next change must find.</summary>
internal sealed class TableVersion(int version, string eTag) : IEquatable<TableVersion>
{
    /// <summary>Grows by one with each change.</summary>
    public int Version { get; } = version;

    /// <summary>What a change compares.</summary>
    public string VersionEtag { get; } = eTag;

    /// <summary>What to hand to a change that is based on this version.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    /// <inheritdoc />
    public bool Equals(TableVersion? other) => other is not null && Version == other.Version && VersionEtag == other.VersionEtag;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TableVersion);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Version, VersionEtag);

    /// <inheritdoc />
    public override string ToString() => $"<{Version}, {VersionEtag}>";

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(TableVersion? left, TableVersion? right) => Equals(left, right);

    /// <summary>Whether they are different versions.</summary>
    public static bool operator !=(TableVersion? left, TableVersion? right) => !Equals(left, right);
}
