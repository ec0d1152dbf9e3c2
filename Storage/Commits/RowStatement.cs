using System.Runtime.CompilerServices;

namespace Wasilo.Storage.Commits;

/// <summary>What a column of a statement holds.</summary>
internal enum RowValueType
{
    /// <summary>A <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="byte"/> array.</summary>
    Bytes,
}

/// <summary>A column that a statement gets values for.</summary>
internal readonly record struct RowColumn(string Name, RowValueType Type)
{
    public static RowColumn Number(string name) => new(name, RowValueType.Number);

    public static RowColumn Text(string name) => new(name, RowValueType.Text);

    public static RowColumn Bytes(string name) => new(name, RowValueType.Bytes);
}

/// <summary>
/// A way of changing rows of one table, the same for any number of rows. PostgreSQL gets each column of all rows as an array
/// (<c>$1</c>, <c>$2</c>, ...), SQLite the statement once for each row (<c>?1</c>, <c>?2</c>, ...). The first column is
/// always the session. Of two changes to the same row by the same statement, the later one alone must give the same result.
/// </summary>
/// <param name="Table">The one table that it changes.</param>
/// <param name="Columns">What it gets after the session.</param>
/// <param name="PostgreSql">The statement for PostgreSQL.</param>
/// <param name="Sqlite">The statement for SQLite.</param>
internal sealed record RowStatement(string Table, IReadOnlyList<RowColumn> Columns, string PostgreSql, string Sqlite)
{
    // Records compare their members; a statement is itself alone, and a key of many dictionaries.
    public bool Equals(RowStatement? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
