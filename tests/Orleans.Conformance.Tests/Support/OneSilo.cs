using Orleans.Configuration;
using Wasilo.Conformance.Grains.Storage;

namespace Wasilo.Conformance.Tests.Support;

/// <summary>The silo that most tests share.</summary>
public sealed class OneSilo : IAsyncLifetime
{
    /// <summary>The collection of tests that share it.</summary>
    public const string Name = "one silo";

    /// <summary>How long a call may take: short, so that tests of timeouts are, yet far above what a busy machine needs.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    private TestSilo? _silo;

    /// <summary>The silo and its client.</summary>
    public TestSilo Silo => _silo ?? throw new InvalidOperationException("The silo has not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _silo = await TestSilo.Start(
        silo => silo
            .AddMemoryGrainStorage(StorageNames.Database)
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout),
        client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout));

    /// <inheritdoc/>
    public Task DisposeAsync() => _silo?.DisposeAsync().AsTask() ?? Task.CompletedTask;
}

/// <summary>Tells xunit of the collection.</summary>
[CollectionDefinition(OneSilo.Name)]
public sealed class OneSiloDefinition : ICollectionFixture<OneSilo>;
