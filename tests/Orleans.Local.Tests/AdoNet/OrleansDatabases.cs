using Wasilo.Storage;
using Wasilo.Storage.Schema;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

/// <summary>One database of either kind with the schema installed, for a test class.</summary>
public sealed class OrleansDatabases : IAsyncLifetime
{
    private readonly TestDatabases _databases = new();
    private readonly Dictionary<TestDatabaseKind, Database> _installed = [];
    private readonly SemaphoreSlim _gate = new(1);

    public async Task<Database> GetAsync(TestDatabaseKind kind)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_installed.TryGetValue(kind, out var database))
            {
                _installed[kind] = database = await EmptyAsync(kind);
                await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
            }

            return database;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<Database> EmptyAsync(TestDatabaseKind kind) => Database.Parse(await _databases.CreateAsync(kind));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in _installed.Values)
            await database.DisposeAsync();
        await _databases.DisposeAsync();
        _gate.Dispose();
    }
}
