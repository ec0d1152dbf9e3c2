using Dapper;

namespace Wasilo.Storage;

/// <summary>Deletes many rows a few at a time, so that nobody waits long for the rows, or for the file.</summary>
internal static class DeleteInParts
{
    /// <summary>Rows that go at once, for the statement's <c>LIMIT @DeletedAtOnce</c>.</summary>
    public const int DeletedAtOnce = 1_000;

    /// <summary>Repeats a statement until it finds less than a part.</summary>
    /// <returns>How many rows were deleted.</returns>
    public static async Task<int> DeleteInPartsAsync(this Database database, string statement, object parameters, CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            var deleted = await connection.ExecuteAsync(Sql.Command(statement, parameters, cancellationToken));
            all += deleted;
            if (deleted < DeletedAtOnce)
                return all;
        }
    }
}
