using System.Data.Common;
using Dapper;

namespace Wasilo.Storage.Schema;

/// <summary>
/// Installs the tables, and checks that they are there. All steps that are missing run in one transaction, under a lock
/// that lets one process at a time in: of several that start at once the first installs, and the others find it done.
/// </summary>
/// <remarks>
/// A step of a newer program is left alone: steps only add, and while nodes are updated one by one, an old one must be
/// able to start again.
/// </remarks>
public sealed class SchemaMigrator(Database database, TimeProvider time)
{
    private readonly IReadOnlyList<SchemaScript> _scripts = SchemaScripts.For(database.Kind);

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be opened, or refuses a script.</exception>
    /// <exception cref="SchemaMismatchException">An installed step is not the one that this program has.</exception>
    public async Task<MigrationReport> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await SchemaLock.BeginAsync(database, connection, cancellationToken).ConfigureAwait(false);
        var applied = new List<string>();
        var installed = new Dictionary<int, InstalledScript>();
        foreach (var script in _scripts)
        {
            if (script.Version == SchemaScripts.RecordVersion)
            {
                await RunAsync(script, transaction, cancellationToken).ConfigureAwait(false);
                installed = await ReadInstalledAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            }
            else if (installed.TryGetValue(script.Version, out var row))
            {
                Compare(script, row);
            }
            else
            {
                await RunAsync(script, transaction, cancellationToken).ConfigureAwait(false);
                await RecordAsync(script, transaction, cancellationToken).ConfigureAwait(false);
                applied.Add(script.ToString());
            }
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new MigrationReport(database.Description, applied, installed.Keys.Append(_scripts[^1].Version).Max());
    }

    /// <summary>Changes nothing, and returns if every step of this program is installed.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be opened.</exception>
    /// <exception cref="SchemaNotInstalledException">Steps are missing.</exception>
    /// <exception cref="SchemaMismatchException">An installed step is not the one that this program has.</exception>
    public async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var findRecord = database.Kind == DatabaseKind.Sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'wasilo_schema'"
            : "SELECT count(*) WHERE to_regclass('wasilo_schema') IS NOT NULL";
        var find = new CommandDefinition(findRecord, cancellationToken: cancellationToken);
        if (await connection.ExecuteScalarAsync<long>(find).ConfigureAwait(false) == 0)
            throw new SchemaNotInstalledException($"{database.Description} has none of Wasilo's tables. Run `Silo migrate` once.");

        var installed = await ReadInstalledAsync(connection, null, cancellationToken).ConfigureAwait(false);
        foreach (var script in _scripts.Where(static script => script.Version != SchemaScripts.RecordVersion))
        {
            if (!installed.TryGetValue(script.Version, out var row))
                throw new SchemaNotInstalledException(
                    $"{database.Description} lacks step {script} of the schema. Run `Silo migrate` once.");
            Compare(script, row);
        }
    }

    private void Compare(SchemaScript script, InstalledScript row)
    {
        if (row.Checksum != script.Checksum)
        {
            throw new SchemaMismatchException(
                $"{database.Description} was set up with another text of step {script} than this program has. " +
                "Use the version of Wasilo that set it up, or an empty database.");
        }
    }

    private async Task RunAsync(SchemaScript script, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(script.Text, null, transaction, cancellationToken: cancellationToken);
        try
        {
            await transaction.Connection!.ExecuteAsync(command).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new StorageUnavailableException(
                $"{database.Description} refuses step {script} of the schema: {exception.Message}. " +
                "Nothing was changed. Check that this user may create tables.",
                exception);
        }
    }

    private async Task RecordAsync(SchemaScript script, DbTransaction transaction, CancellationToken cancellationToken)
    {
        const string Insert =
            "INSERT INTO wasilo_schema (version, name, applied_at, checksum) VALUES (@Version, @Name, @AppliedAt, @Checksum)";
        var row = new { script.Version, script.Name, AppliedAt = time.GetUtcNow().ToUnixTimeMilliseconds(), script.Checksum };
        var command = new CommandDefinition(Insert, row, transaction, cancellationToken: cancellationToken);
        await transaction.Connection!.ExecuteAsync(command).ConfigureAwait(false);
    }

    private static async Task<Dictionary<int, InstalledScript>> ReadInstalledAsync(
        DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        const string Select = "SELECT version AS Version, checksum AS Checksum FROM wasilo_schema";
        var command = new CommandDefinition(Select, null, transaction, cancellationToken: cancellationToken);
        var rows = await connection.QueryAsync<InstalledScript>(command).ConfigureAwait(false);
        return rows.ToDictionary(static row => row.Version);
    }

    private sealed class InstalledScript
    {
        public int Version { get; init; }

        public string Checksum { get; init; } = string.Empty;
    }
}
