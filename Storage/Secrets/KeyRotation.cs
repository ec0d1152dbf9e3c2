using System.Buffers.Binary;
using Dapper;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Secrets;

/// <summary>How far a rotation is.</summary>
/// <param name="Table">The table that it is at.</param>
/// <param name="Done">Values that were sealed anew, in all tables.</param>
/// <param name="Total">Values that were under former keys when it began.</param>
public sealed record RotationProgress(string Table, long Done, long Total);

/// <summary>What a rotation came to.</summary>
/// <param name="Resealed">Values that were sealed anew.</param>
/// <param name="Unreadable">Values that can't be read, and were left as they are.</param>
/// <param name="Problem">Why the first of those can't be read; null if there are none.</param>
public sealed record RotationReport(long Resealed, long Unreadable, string? Problem);

/// <summary>
/// Seals with the current master key what is sealed with former ones, while sessions run. Every process must have both keys
/// by then, and the new one as its current: one that writes under the former key leaves work behind. It may be stopped and
/// run again at any time.
/// </summary>
/// <remarks>
/// Each transaction is of one session and a few rows, and keeps that session's commits waiting for as long: a commit can't
/// come between reading a value and writing it back.
/// </remarks>
public sealed class KeyRotation(Database database, KeyRing keys)
{
    private const int RowsAtOnce = 200;

    // What an owner wrote meanwhile under a former key. More passes than this mean that it still does.
    private const int Passes = 3;

    private readonly Dictionary<(SealedTable Table, long Session, string Row), string> _unreadable = [];
    private readonly byte[] _header = Header(keys.Current);
    private long _done;
    private long _total;

    /// <summary>Runs until nothing is under a former key, as far as it can be read.</summary>
    public async Task<RotationReport> RunAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken)
    {
        await using var commits = CommitConnection.To(database);
        foreach (var table in SealedTable.All)
            _total += await CountAsync(table, cancellationToken);
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = _done;
            foreach (var table in SealedTable.All)
            {
                foreach (var session in await SessionsAsync(table, cancellationToken))
                    await RotateAsync(commits, table, session, progress, cancellationToken);
            }

            if (_done == before)
                break;
        }

        return new RotationReport(_done, _unreadable.Count, _unreadable.Values.FirstOrDefault());
    }

    private async Task RotateAsync(
        ICommitConnection commits,
        SealedTable table,
        long session,
        IProgress<RotationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var cipher = new SessionCipher(keys, SessionId.FromNumber(session));
        for (var isDone = false; !isDone;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Those that can't be read stay, so there must be room for others beside them.
            var limit = RowsAtOnce + _unreadable.Keys.Count(key => key.Table == table && key.Session == session);
            await commits.BeginAsync([session], alone: true);
            try
            {
                var group = new StatementGroup(table.Put);
                var rows = await FormerRowsAsync(table, session, limit, cancellationToken);
                foreach (var values in rows)
                    Reseal(cipher, table, session, values, group);
                isDone = rows.Count < limit;
                if (group.Rows.Count == 0)
                    continue;
                await commits.WriteAsync([group]);
                await commits.CommitAsync();
                _done += group.Rows.Count;
            }
            finally
            {
                await commits.RollbackAsync();
            }

            progress?.Report(new RotationProgress(table.Name, _done, Math.Max(_done, _total)));
        }
    }

    private void Reseal(SessionCipher cipher, SealedTable table, long session, object?[] values, StatementGroup group)
    {
        var row = SealedTable.RowOf(values);
        try
        {
            values[^1] = cipher.Seal(table.Name, row, cipher.Open(table.Name, row, (byte[])values[^1]!));
            group.Set(session, new RowChange(table.Put, row, values));
        }
        catch (UnreadableSecretException problem)
        {
            _unreadable[(table, session, row)] = problem.Message;
        }
    }

    private async Task<List<object?[]>> FormerRowsAsync(SealedTable table, long session, int limit, CancellationToken cancellationToken)
    {
        var select =
            $"SELECT {table.Columns} FROM {table.Name} " +
            $"WHERE session = @session AND substr(sealed, 1, {_header.Length}) <> @header LIMIT @limit";
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        await using var reader = await turn.Connection.ExecuteReaderAsync(
            Sql.Command(select, new { session, header = _header, limit }, cancellationToken));
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object?[reader.FieldCount];
            for (var column = 0; column < values.Length; column++)
                values[column] = table.Put.Columns[column].Type == RowValueType.Number ? reader.GetInt64(column) : reader.GetValue(column);
            rows.Add(values);
        }

        return rows;
    }

    private async Task<long> CountAsync(SealedTable table, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        return await turn.Connection.ExecuteScalarAsync<long>(Select("count(*)", table, cancellationToken));
    }

    private async Task<List<long>> SessionsAsync(SealedTable table, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        return [.. await turn.Connection.QueryAsync<long>(Select("DISTINCT session", table, cancellationToken))];
    }

    private CommandDefinition Select(string what, SealedTable table, CancellationToken cancellationToken) => new(
        $"SELECT {what} FROM {table.Name} WHERE substr(sealed, 1, {_header.Length}) <> @header",
        new { header = _header },
        commandTimeout: 0, // it reads whole tables
        cancellationToken: cancellationToken);

    private static byte[] Header(EncryptionKey key)
    {
        byte[] header = new byte[SessionCipher.HeaderLength];
        header[0] = SessionCipher.Version;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(1), key.Id);
        return header;
    }
}
