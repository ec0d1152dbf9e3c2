namespace Wasilo.Storage.Commits;

/// <summary>Writes the statements that every table needs, for both databases.</summary>
internal static class RowStatements
{
    private const string Session = "session";

    /// <summary>Adds a row, or replaces what the row of that key holds.</summary>
    public static RowStatement Put(string table, RowColumn[] key, params RowColumn[] rest)
    {
        RowColumn[] columns = [.. key, .. rest];
        var names = Names(columns);
        var changes = string.Join(", ", rest.Select(static column => $"{column.Name} = excluded.{column.Name}"));
        var conflict = $"ON CONFLICT ({Names(key)}) DO UPDATE SET {changes}";
        var marks = string.Join(", ", Enumerable.Range(1, columns.Length + 1).Select(static place => $"?{place}"));
        return new RowStatement(
            table,
            columns,
            $"INSERT INTO {table} ({names}) SELECT * FROM {Unnest(columns)} {conflict}",
            $"INSERT INTO {table} ({names}) VALUES ({marks}) {conflict}");
    }

    /// <summary>Changes the row of that key; where there is none, nothing.</summary>
    public static RowStatement Update(string table, RowColumn[] key, params RowColumn[] rest)
    {
        RowColumn[] columns = [.. key, .. rest];
        var fromRow = string.Join(", ", rest.Select(static column => $"{column.Name} = x.{column.Name}"));
        var fromMark = string.Join(", ", rest.Select((column, index) => $"{column.Name} = ?{key.Length + index + 2}"));
        return new RowStatement(
            table,
            columns,
            $"UPDATE {table} AS t SET {fromRow} FROM {Unnest(columns)} AS x ({Names(columns)}) " +
            $"WHERE {Where(key, static (name, _) => $"t.{name} = x.{name}")}",
            $"UPDATE {table} SET {fromMark} WHERE {Where(key, static (name, place) => $"{name} = ?{place}")}");
    }

    /// <summary>Deletes the rows whose columns have these values: one row, or many if they aren't the whole key.</summary>
    public static RowStatement Delete(string table, params RowColumn[] key) => new(
        table,
        key,
        $"DELETE FROM {table} AS t USING {Unnest(key)} AS x ({Names(key)}) WHERE {Where(key, static (name, _) => $"t.{name} = x.{name}")}",
        $"DELETE FROM {table} WHERE {Where(key, static (name, place) => $"{name} = ?{place}")}");

    /// <summary>The arrays of all columns as rows.</summary>
    public static string Unnest(params IReadOnlyList<RowColumn> columns)
    {
        var arrays = columns.Select(static (column, index) => $"${index + 2}::{PostgresType(column.Type)}[]");
        return $"unnest({string.Join(", ", arrays.Prepend("$1::bigint[]"))})";
    }

    private static string PostgresType(RowValueType type) => type switch
    {
        RowValueType.Number => "bigint",
        RowValueType.Text => "text",
        _ => "bytea",
    };

    private static string Names(params IEnumerable<RowColumn> columns) =>
        string.Join(", ", columns.Select(static column => column.Name).Prepend(Session));

    private static string Where(RowColumn[] key, Func<string, int, string> term) =>
        string.Join(" AND ", key.Select(static column => column.Name).Prepend(Session).Select((name, index) => term(name, index + 1)));
}
