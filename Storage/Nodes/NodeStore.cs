using Dapper;

namespace Wasilo.Storage.Nodes;

/// <summary>The nodes' reports, one row for each node's name.</summary>
public sealed class NodeStore(Database database)
{
    // A process that is still stopping must not write over the report of its successor of the same name.
    private const string Upsert =
        """
        INSERT INTO wasilo_node
            (name, region, silo_address, version, status, started_at, last_heartbeat, cpu, memory_bytes, activations, capacity)
        VALUES
            (@Name, @Region, @SiloAddress, @Version, @Status, @StartedAt, @LastHeartbeat, @Cpu, @MemoryBytes, @Activations, @Capacity)
        ON CONFLICT (name) DO UPDATE SET
            region = excluded.region, silo_address = excluded.silo_address, version = excluded.version, status = excluded.status,
            started_at = excluded.started_at, last_heartbeat = excluded.last_heartbeat, cpu = excluded.cpu,
            memory_bytes = excluded.memory_bytes, activations = excluded.activations, capacity = excluded.capacity
        WHERE excluded.started_at >= wasilo_node.started_at
        """;

    private const string SelectAll =
        """
        SELECT name AS Name, region AS Region, silo_address AS SiloAddress, version AS Version, status AS Status,
            started_at AS StartedAt, last_heartbeat AS LastHeartbeat, cpu AS Cpu, memory_bytes AS MemoryBytes,
            activations AS Activations, capacity AS Capacity
        FROM wasilo_node
        ORDER BY name
        """;

    /// <summary>Keeps a node's report. False if a process that started later has reported under this name.</summary>
    public async Task<bool> ReportAsync(NodeRecord node, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var command = new CommandDefinition(Upsert, NodeRow.From(node), cancellationToken: cancellationToken);
        return await connection.ExecuteAsync(command).ConfigureAwait(false) == 1;
    }

    /// <summary>All nodes that ever reported and were not removed, by name.</summary>
    public async Task<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var command = new CommandDefinition(SelectAll, cancellationToken: cancellationToken);
        var rows = await connection.QueryAsync<NodeRow>(command).ConfigureAwait(false);
        return [.. rows.Select(static row => row.ToRecord())];
    }

    /// <summary>Forgets a node. False if there was none of this name.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        const string Delete = "DELETE FROM wasilo_node WHERE name = @name";
        var command = new CommandDefinition(Delete, new { name }, cancellationToken: cancellationToken);
        return await connection.ExecuteAsync(command).ConfigureAwait(false) == 1;
    }
}
