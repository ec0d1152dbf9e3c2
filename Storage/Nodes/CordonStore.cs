using Dapper;

namespace Wasilo.Storage.Nodes;

/// <summary>
/// The nodes that operators keep new grains away from, for those who need all of them at once. What counts is what each
/// node's grain has stored; it keeps this copy.
/// </summary>
public sealed class CordonStore(Database database)
{
    /// <summary>Keeps a cordon, in place of the node's former one.</summary>
    public Task SetAsync(CordonRecord cordon, CancellationToken cancellationToken) => ExecuteAsync(
        """
        INSERT INTO wasilo_cordon (node, reason, since) VALUES (@Node, @Reason, @Since)
        ON CONFLICT (node) DO UPDATE SET reason = excluded.reason, since = excluded.since
        """,
        new { cordon.Node, cordon.Reason, Since = cordon.Since.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Takes a node's cordon away, if it has one.</summary>
    public Task RemoveAsync(string node, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM wasilo_cordon WHERE node = @node", new { node }, cancellationToken);

    /// <summary>All cordons, by node.</summary>
    public async Task<IReadOnlyDictionary<string, CordonRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync<(string Node, string? Reason, long Since)>(new CommandDefinition(
            "SELECT node, reason, since FROM wasilo_cordon", cancellationToken: cancellationToken)).ConfigureAwait(false);
        return rows.ToDictionary(
            static row => row.Node,
            static row => new CordonRecord(row.Node, row.Reason, DateTimeOffset.FromUnixTimeMilliseconds(row.Since)));
    }

    private async Task ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }
}
