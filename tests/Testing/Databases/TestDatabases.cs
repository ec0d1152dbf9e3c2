using Xunit;

namespace Wasilo.Testing;

/// <summary>Empty databases of either kind, all removed when disposed. A fixture for a test class.</summary>
public sealed class TestDatabases : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PostgresDatabase> _postgres = [];
    private readonly SemaphoreSlim _gate = new(1);
    private int _files;

    /// <summary>How to connect to a new empty database.</summary>
    public async Task<string> CreateAsync(TestDatabaseKind kind)
    {
        if (kind == TestDatabaseKind.Sqlite)
            return $"Data Source={_folder.File($"{Interlocked.Increment(ref _files)}.db")}";

        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var server = await PostgresServer.StartAsync().ConfigureAwait(false);
            var database = await server.CreateDatabaseAsync().ConfigureAwait(false);
            _postgres.Add(database);
            return database.ConnectionString;
        }
        finally
        {
            _gate.Release();
        }
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var database in _postgres)
            await database.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
        _gate.Dispose();
    }
}
