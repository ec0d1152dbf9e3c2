using Wasilo.Load.Harness;
using Wasilo.Reporting;
using Wasilo.Storage;
using Wasilo.Storage.Commits;
using Wasilo.Testing;

namespace Wasilo.Load.Durability;

/// <summary>
/// Durable, fenced, encrypted commits: 1,000 sessions at once, each of which rewrites a ratchet's row of 600 bytes and waits
/// until it is on disk. The database is on the same machine and shares its processors.
/// </summary>
internal sealed class StorageBenchmark : IBenchmark
{
    private const int Sessions = 1000;

    // With more callers one by one, the row locks' queue is measured and not the commits.
    private const int SessionsOneByOne = 64;

    public string Name => "storage";

    public string Description => "durable commits of 1,000 sessions, a sealed ratchet row each, on PostgreSQL and SQLite";

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var rows = new List<BenchResult>();
        if (PostgresServer.SkipReason is { } reason)
            progress.Report(reason);
        else
            await PostgresAsync(rows, progress, cancellation);
        await SqliteAsync(rows, progress, cancellation);
        return rows;
    }

    private static async Task PostgresAsync(List<BenchResult> rows, IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("starting a PostgreSQL server with fsync");
        using var server = await PostgresServer.StartOwnAsync(durable: true);
        await using var database = await server.CreateDatabaseAsync();
        progress.Report($"PostgreSQL: {SessionsOneByOne} sessions, each commit a transaction");
        var oneByOne = new WriterOptions { LargestBatch = 1, Connections = 4 };
        var alone = await MeasureAsync(database.ConnectionString, SessionsOneByOne, oneByOne, cancellation);
        progress.Report($"PostgreSQL: {Sessions:N0} sessions, group commits");
        var grouped = await MeasureAsync(database.ConnectionString, Sessions, new WriterOptions(), cancellation);
        Add(rows, "postgresql", grouped, 70_000, 25);
        rows.Add(BenchResult.Higher("postgresql_one_by_one_per_s", alone.PerSecond, null, "commits/s"));
        rows.Add(BenchResult.Higher("postgresql_hot_updates_percent", grouped.HotUpdates, 95, "% of updates"));
    }

    private static async Task SqliteAsync(List<BenchResult> rows, IProgress<string> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("wasilo-bench-");
        try
        {
            var connection = $"Data Source={Path.Combine(folder.FullName, "bench.db")}";
            progress.Report($"SQLite: {SessionsOneByOne} sessions, each commit a transaction");
            var alone = await MeasureAsync(connection, SessionsOneByOne, new WriterOptions { LargestBatch = 1 }, cancellation);
            progress.Report($"SQLite: {Sessions:N0} sessions, group commits");
            var grouped = await MeasureAsync(connection, Sessions, new WriterOptions(), cancellation);
            Add(rows, "sqlite", grouped, 50_000, 40);
            rows.Add(BenchResult.Higher("sqlite_one_by_one_per_s", alone.PerSecond, null, "commits/s"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<CommitFigures> MeasureAsync(
        string connection, int sessions, WriterOptions options, CancellationToken cancellation)
    {
        await using var database = Database.Parse(connection);
        await using var world = await CommitWorld.CreateAsync(database, sessions, options, cancellation);
        var runs = await CallLoad.MeasureAsync(world.Calls(cancellation), cancellation);
        return new CommitFigures(
            Median.Of(runs, static run => run.CallsPerSecond),
            Median.Of(runs, static run => run.P99) / 1000,
            await world.HotUpdatesAsync(cancellation));
    }

    private static void Add(List<BenchResult> rows, string database, CommitFigures figures, double perSecond, double p99)
    {
        rows.Add(BenchResult.Higher($"{database}_commits_per_s", figures.PerSecond, perSecond, "commits/s"));
        rows.Add(BenchResult.Lower($"{database}_commit_p99_ms", figures.P99Milliseconds, p99, "ms"));
    }
}
