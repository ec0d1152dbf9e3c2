using System.Diagnostics;
using Orleans.Configuration;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Grains.Storage;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Activation;

/// <summary>
/// On a silo of their own, whose activations live for a second and a half of idleness. What must not be collected is watched for as long
/// as it takes others, made later, to be collected twice: no test waits for a time to pass.
/// </summary>
public sealed class CollectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1.5);
    private static readonly string Idle = JournaledGrain.Deactivated + DeactivationReasonCode.ActivationIdle;
    private TestSilo? _silo;

    private TestSilo Silo => _silo ?? throw new InvalidOperationException("The silo has not started.");

    public async Task InitializeAsync() => _silo = await TestSilo.Start(silo => silo
        .AddMemoryGrainStorage(StorageNames.Database)
        .Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = Age;
            options.ClassSpecificCollectionAge[typeof(ConfigurationAgedGrain).FullName!] = Age * 3;
            // Without effect: the attribute counts for more.
            options.ClassSpecificCollectionAge[typeof(AttributeAgedGrain).FullName!] = TimeSpan.FromHours(1);
        }));

    public Task DisposeAsync() => _silo?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    [Fact]
    public async Task An_idle_activation_is_collected_because_it_is_idle()
    {
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("idle").Touch();
        await Happened("idle", Idle);
    }

    [Fact]
    public async Task A_collected_grain_is_activated_again_by_the_next_call()
    {
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("again").Touch();
        await Happened("again", Idle);
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("again").Touch();
        Times("again", JournaledGrain.Activated).ShouldBe(2);
    }

    [Fact]
    public async Task Calls_keep_an_activation_alive()
    {
        var watching = OthersAreCollectedTwice("calls");
        while (!watching.IsCompleted)
        {
            await Silo.Client.GetGrain<IPlainlyAgedGrain>("used").Touch();
            await Task.WhenAny(watching, Task.Delay(Age / 10));
        }

        await watching;
        Times("used", Idle).ShouldBe(0);
    }

    [Fact]
    public async Task Age_limits_by_attribute_and_by_configuration_hold_for_their_class()
    {
        var watch = Stopwatch.StartNew();
        await Silo.Client.GetGrain<IAttributeAgedGrain>("attribute").Touch();
        await Silo.Client.GetGrain<IConfigurationAgedGrain>("configuration").Touch();
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("plain").Touch();
        await Happened("plain", Idle);
        Times("attribute", Idle).ShouldBe(0);
        Times("configuration", Idle).ShouldBe(0);

        await Happened("attribute", Idle);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(4) * 0.9);
        await Happened("configuration", Idle);
        watch.Elapsed.ShouldBeGreaterThan(Age * 3 * 0.9);
    }

    [Fact]
    public async Task A_grain_marked_KeepAlive_is_never_collected()
    {
        await Silo.Client.GetGrain<IKeptGrain>("kept").Touch();
        await OthersAreCollectedTwice("marked");
        Times("kept", Idle).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_activation_alive()
    {
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("ticking").StartTimer(keepAlive: false);
        await Happened("ticking", Idle);
        Times("ticking", "tick").ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_timer_that_says_so_keeps_its_activation_alive()
    {
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("keeping").StartTimer(keepAlive: true);
        await OthersAreCollectedTwice("timer");
        Times("keeping", Idle).ShouldBe(0);
    }

    [Fact]
    public async Task DelayDeactivation_puts_collection_off()
    {
        var watch = Stopwatch.StartNew();
        await Silo.Client.GetGrain<IPlainlyAgedGrain>("delayed").Delay(Age * 3);
        await Happened("delayed", Idle);
        watch.Elapsed.ShouldBeGreaterThan(Age * 3 * 0.9);
    }

    /// <summary>Two grains are collected, the second activated when the first was collected.</summary>
    private async Task OthersAreCollectedTwice(string name)
    {
        foreach (var key in new[] { $"first-{name}", $"second-{name}" })
        {
            await Silo.Client.GetGrain<IPlainlyAgedGrain>(key).Touch();
            await Happened(key, Idle);
        }
    }

    private int Times(string key, string what) => Silo.Journal.Read(key).Count(entry => entry == what);

    private Task Happened(string key, string what) => Eventually.TrueAsync(() => Times(key, what) > 0, what: $"'{what}' of {key}");
}
