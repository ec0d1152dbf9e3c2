using System.Diagnostics;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Testing;
using Xunit.Abstractions;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>What callers see of a silo's end, and what a new silo may do.</summary>
public sealed class RecoveryTests(MortalSqliteCluster shared, ITestOutputHelper output)
    : MortalClusterTests(shared, output), IClassFixture<MortalSqliteCluster>
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Calls_of_grains_to_a_killed_silo_fail_as_soon_as_it_is_known_to_be_dead()
    {
        var (victim, survivor) = (Cluster.Silos[0], Cluster.Silos[1]);
        var patient = await Cluster.StartClient(TimeSpan.FromMinutes(1));
        var calls = Enumerable.Range(0, 10).Select(i => patient.GetGrain<IResidentGrain>(KeyOn(survivor, $"caller-{i}"))
            .LingerAt(KeyOn(victim, $"lingering-{i}"), TimeSpan.FromMinutes(1))).ToList();
        for (var i = 0; i < calls.Count; i++)
            await Happened(KeyOn(victim, $"lingering-{i}"), "lingering");

        var watch = Stopwatch.StartNew();
        await victim.Kill();
        foreach (var call in calls)
            await Should.ThrowAsync<SiloUnavailableException>(() => call);
        watch.Elapsed.ShouldBeLessThan(Recovery);
    }

    [Fact]
    public async Task Calls_of_a_client_to_a_killed_silo_end_no_later_than_their_timeout()
    {
        var victim = Cluster.Silos[0];
        var calls = Enumerable.Range(0, 10).Select(i =>
            Client.GetGrain<IResidentGrain>(KeyOn(victim, $"lingering-{i}")).Linger(TimeSpan.FromMinutes(1))).ToList();
        await Happened(KeyOn(victim, "lingering-0"), "lingering");

        var watch = Stopwatch.StartNew();
        await victim.Kill();
        foreach (var call in calls)
        {
            var failure = await Should.ThrowAsync<Exception>(() => call);
            (failure is SiloUnavailableException or TimeoutException).ShouldBeTrue($"it is a {failure.GetType()}");
        }

        watch.Elapsed.ShouldBeLessThan(MortalCluster.ResponseTimeout + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Grains_elsewhere_go_on_answering_when_a_silo_is_killed()
    {
        var (victim, survivor) = (Cluster.Silos[0], Cluster.Silos[2]);
        var grain = Client.GetGrain<IResidentGrain>(KeyOn(survivor, "bystander"));
        await grain.Increment();
        await victim.Kill();
        // By whichever gateway the client went before: it finds another.
        (await Recovered(grain.Where)).ShouldBe(survivor.Name);
        (await Recovered(grain.Increment)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_client_goes_on_with_the_last_of_its_gateways()
    {
        var silos = Cluster.Silos;
        var grain = Client.GetGrain<IResidentGrain>(KeyOn(silos[2], "behind-the-last-gateway"));
        await grain.Increment();
        await Task.WhenAll(silos[0].Kill(), silos[1].Kill());
        (await Recovered(grain.Increment)).ShouldBeGreaterThanOrEqualTo(2);
        await Cluster.Counts(active: 1, Recovery);
    }

    [Fact]
    public async Task Another_silo_can_start_in_the_place_of_a_killed_one()
    {
        var victim = Cluster.Silos[0];
        var key = KeyOn(victim, "returning");
        await Client.GetGrain<IResidentGrain>(key).Increment();
        await victim.Kill();
        await Cluster.Restart(victim);
        await Cluster.Counts(MortalCluster.Size, Recovery);
        (await Recovered(() => Client.GetGrain<IResidentGrain>(key).Increment())).ShouldBeGreaterThanOrEqualTo(2);
        (await Client.GetGrain<IPortPlacedGrain>(KeyOn(victim, "fresh")).Where()).ShouldBe(victim.Name);
    }

    [Fact]
    public async Task Calls_made_while_a_silo_stops_are_answered_or_refused_at_once()
    {
        var leaving = Cluster.Silos[0];
        var keys = Enumerable.Range(0, 20).Select(i => KeyOn(leaving, $"busy-{i}")).ToList();
        await Task.WhenAll(keys.Select(key => Client.GetGrain<IResidentGrain>(key).Where()));

        leaving.Terminate();
        var exit = leaving.WaitForExit(ShutdownLimit);
        while (!exit.IsCompleted)
            await Task.WhenAll(keys.Select(AnswersOrIsRefused));
        await exit;

        (await Task.WhenAll(keys.Select(key => Client.GetGrain<IResidentGrain>(key).Where()))).ShouldNotContain(leaving.Name);
    }

    [Fact]
    public async Task A_silo_that_joins_later_takes_its_share()
    {
        var leaving = Cluster.Silos[0];
        leaving.Terminate();
        await leaving.WaitForExit(ShutdownLimit);
        await Cluster.StartSilos(1);
        await Cluster.Counts(MortalCluster.Size, Recovery);

        var places = await Task.WhenAll(
            Enumerable.Range(0, 150).Select(i => Client.GetGrain<IRandomlyPlacedGrain>(Key($"share-{i}")).Where()));
        // A third is expected; fewer than 15 of 150 is no accident (p < 1e-9).
        places.Count(place => place == Cluster.Silos[^1].Name).ShouldBeGreaterThan(15);
    }

    private async Task AnswersOrIsRefused(string key)
    {
        try
        {
            await Client.GetGrain<IResidentGrain>(key).Where();
        }
        catch (OrleansException exception)
        {
            // Not a TimeoutException: the caller learns at once that it may try again.
            exception.Message.ShouldNotBeNullOrEmpty();
        }
    }
}
