using System.Data;
using System.Data.Common;

namespace Orleans.Local.AdoNet;

/// <summary>Adds parameters with their types, which PostgreSQL must know of a null too.</summary>
internal static class AdoNetParameters
{
    public static void Add(this DbCommand command, string name, string? value) => command.Add(name, DbType.String, value);

    public static void Add(this DbCommand command, string name, int value) => command.Add(name, DbType.Int32, value);

    public static void Add(this DbCommand command, string name, int? value) => command.Add(name, DbType.Int32, value);

    public static void Add(this DbCommand command, string name, long value) => command.Add(name, DbType.Int64, value);

    public static void Add(this DbCommand command, string name, byte[] value) => command.Add(name, DbType.Binary, value);

    /// <summary>A moment in UTC; one of unknown kind is taken for UTC, as everywhere in Orleans.</summary>
    public static void Add(this DbCommand command, string name, DateTime value) => command.Add(
        name, DbType.DateTime, value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc));

    /// <summary>A moment that <see cref="Add(DbCommand, string, DateTime)"/> wrote.</summary>
    public static DateTime GetUtc(this DbDataReader row, string column) =>
        DateTime.SpecifyKind(row.GetDateTime(row.GetOrdinal(column)), DateTimeKind.Utc);

    public static int GetInt(this DbDataReader row, string column) => Convert.ToInt32(row.GetValue(row.GetOrdinal(column)), null);

    public static string? GetText(this DbDataReader row, string column) =>
        row.GetOrdinal(column) is var ordinal && row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    private static void Add(this DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
