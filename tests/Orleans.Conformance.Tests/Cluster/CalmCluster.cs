using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Three silos for tests that kill none of them.</summary>
public abstract class CalmCluster(TestDatabaseKind kind) : IAsyncLifetime
{
    private TestCluster? _cluster;

    /// <summary>The cluster.</summary>
    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.Start(kind, silos: 3, responseTimeout: TimeSpan.FromSeconds(20));
        await _cluster.Counts(active: 3);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => _cluster?.DisposeAsync().AsTask() ?? Task.CompletedTask;
}

/// <summary>On SQLite.</summary>
public sealed class SqliteCluster() : CalmCluster(TestDatabaseKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlCluster() : CalmCluster(TestDatabaseKind.PostgreSql);
