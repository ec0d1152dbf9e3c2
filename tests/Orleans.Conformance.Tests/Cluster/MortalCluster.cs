using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Three silos for tests that end some of them. The next test gets new ones for those.</summary>
public abstract class MortalCluster(TestDatabaseKind kind) : IAsyncLifetime
{
    /// <summary>How many silos a test begins with.</summary>
    public const int Size = 3;

    /// <summary>A client can't know that a silo died behind its gateway: a call to it only ends after this.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    private TestCluster? _cluster;

    /// <summary>The cluster.</summary>
    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _cluster = await TestCluster.Start(kind, Size, ResponseTimeout);

    /// <inheritdoc/>
    public Task DisposeAsync() => _cluster?.DisposeAsync().AsTask() ?? Task.CompletedTask;
}

/// <summary>On SQLite.</summary>
public sealed class MortalSqliteCluster() : MortalCluster(TestDatabaseKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class MortalPostgreSqlCluster() : MortalCluster(TestDatabaseKind.PostgreSql);
