using Wasilo.Conformance.Grains.Storage;
using Wasilo.Conformance.Silo;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Storage;
using Wasilo.Storage.Schema;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Storage;

/// <summary>A silo on one kind of storage.</summary>
public abstract class StorageSilo : IAsyncLifetime
{
    private TestSilo? _silo;

    /// <summary>The silo.</summary>
    public TestSilo Silo => _silo ?? throw new InvalidOperationException("The silo has not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _silo = await Start();

    /// <inheritdoc/>
    public virtual Task DisposeAsync() => _silo?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>Starts the silo.</summary>
    protected abstract Task<TestSilo> Start();
}

/// <summary>In memory.</summary>
public sealed class MemorySilo : StorageSilo
{
    /// <inheritdoc/>
    protected override Task<TestSilo> Start() => TestSilo.Start(silo => silo.AddMemoryGrainStorage(StorageNames.Database));
}

/// <summary>In a database.</summary>
public abstract class DatabaseSilo(TestDatabaseKind kind) : StorageSilo
{
    private readonly TestDatabases _databases = new();

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _databases.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task<TestSilo> Start()
    {
        var database = Database.Parse(await _databases.CreateAsync(kind));
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return await TestSilo.Start(silo => silo.AddDatabase(database));
    }
}

/// <summary>In a SQLite file.</summary>
public sealed class SqliteSilo() : DatabaseSilo(TestDatabaseKind.Sqlite);

/// <summary>In a PostgreSQL database.</summary>
public sealed class PostgreSqlSilo() : DatabaseSilo(TestDatabaseKind.PostgreSql);

/// <summary>Memory.</summary>
public sealed class MemoryStorageTests(MemorySilo shared) : StorageTests(shared), IClassFixture<MemorySilo>;

/// <summary>SQLite.</summary>
public sealed class SqliteStorageTests(SqliteSilo shared) : StorageTests(shared), IClassFixture<SqliteSilo>;

/// <summary>PostgreSQL.</summary>
public sealed class PostgreSqlStorageTests(PostgreSqlSilo shared) : StorageTests(shared), IClassFixture<PostgreSqlSilo>;
