using System.Diagnostics;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Conformance.Grains.Reminders;
using Wasilo.Testing;
using Xunit.Abstractions;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>One of three silos is killed as by <c>kill -9</c>, asked to stop by SIGTERM, or frozen by SIGSTOP.</summary>
public abstract class SiloDeathTests(MortalCluster shared, ITestOutputHelper output) : MortalClusterTests(shared, output)
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Grains_of_a_killed_silo_answer_from_elsewhere_with_their_stored_state()
    {
        var victim = Cluster.Silos[0];
        var keys = Enumerable.Range(0, 20).Select(i => KeyOn(victim, $"resident-{i}")).ToList();
        foreach (var key in keys)
        {
            await Client.GetGrain<IResidentGrain>(key).Increment();
            (await Client.GetGrain<IResidentGrain>(key).Where()).ShouldBe(victim.Name);
        }

        var watch = Stopwatch.StartNew();
        await victim.Kill();
        foreach (var key in keys)
        {
            // At least two: a call may have been carried out although its answer was lost.
            (await Recovered(() => Client.GetGrain<IResidentGrain>(key).Increment())).ShouldBeInRange(2, 10);
            (await Client.GetGrain<IResidentGrain>(key).Where()).ShouldNotBe(victim.Name);
        }

        watch.Elapsed.ShouldBeLessThan(Recovery);
        await Cluster.Counts(active: 2, Recovery - watch.Elapsed);
    }

    [Fact]
    public async Task Every_grain_settles_on_one_activation_after_a_killed_silo()
    {
        var keys = Enumerable.Range(0, 60).Select(i => Key($"single-{i}")).ToList();
        await Task.WhenAll(keys.Select(key => Client.GetGrain<IRandomlyPlacedGrain>(key).Where()));
        var victim = Cluster.Silos[1];
        await using (var load = new Load(Client, keys))
        {
            await victim.Kill();
            await Cluster.Counts(active: 2, Recovery);
            await load.AllAnswerAgain(Recovery);
        }

        await Eventually.TrueAsync(
            () => Activations.Living(Cluster.Journal.Where(entry => entry.Silo != victim.Name), keys).All(key => key.Value == 1),
            Recovery,
            "one activation of each grain lives");
        var places = await Task.WhenAll(
            Cluster.Silos.Select(silo => Client.GetGrain<IPortPlacedGrain>(KeyOn(silo, "witness")).WhereAll(keys)));
        places[1].ShouldBe(places[0]);
        places[0].ShouldNotContain(victim.Name);
    }

    [Fact]
    public async Task Reminders_of_killed_silos_come_elsewhere()
    {
        var keys = Enumerable.Range(0, 12).Select(i => Key($"reminded-{i}")).ToList();
        foreach (var key in keys)
            await Client.GetGrain<IReminderGrain>(key).Register("wake", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        // Any of the three may be the one that watches a reminder, so two die, one after the other.
        var silos = Cluster.Silos;
        for (var round = 0; round < 2; round++)
        {
            await silos[round].Kill();
            await Cluster.Counts(active: 2 - round, Recovery);
            var since = TimeProvider.System.GetUtcNow();
            await Eventually.TrueAsync(
                () => Cluster.Journal
                    .Where(entry => keys.Contains(entry.Subject) && entry.At > since)
                    .Where(entry => entry.Text.StartsWith(ReminderGrain.Reminded, StringComparison.Ordinal))
                    .Select(entry => entry.Subject).Distinct().Count() == keys.Count,
                Recovery,
                "every reminder came after the death");
        }
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_deactivates_its_grains_and_calls_go_on_elsewhere()
    {
        var leaving = Cluster.Silos[2];
        var keys = Enumerable.Range(0, 30).Select(i => KeyOn(leaving, $"resident-{i}")).ToList();
        await Task.WhenAll(keys.Select(key => Client.GetGrain<IResidentGrain>(key).Increment()));

        leaving.Terminate();
        await leaving.WaitForExit(ShutdownLimit);

        leaving.ExitCode.ShouldBe(0);
        foreach (var key in keys)
        {
            Cluster.Journal.Last(entry => entry.Subject == key).Text
                .ShouldBe(JournaledGrain.Deactivated + DeactivationReasonCode.ShuttingDown);
            (await Client.GetGrain<IResidentGrain>(key).Increment()).ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_silo_that_was_frozen_until_others_declared_it_dead_ends_itself_when_it_thaws()
    {
        var frozen = Cluster.Silos[1];
        // Several, so that the frozen silo is also the gateway to some of them.
        var grains = Enumerable.Range(0, 12).Select(i => Client.GetGrain<IResidentGrain>(KeyOn(frozen, $"resident-{i}"))).ToList();
        await Task.WhenAll(grains.Select(grain => grain.Increment()));

        frozen.Freeze();
        var counts = await Task.WhenAll(grains.Select(grain => Recovered(grain.Increment)));
        counts.ShouldAllBe(count => count >= 2);
        var homes = await Task.WhenAll(grains.Select(grain => grain.Where()));
        homes.ShouldNotContain(frozen.Name);

        frozen.Thaw();
        await frozen.WaitForExit(Recovery);
        frozen.ExitCode.ShouldNotBe(0);
        (await Task.WhenAll(grains.Select(grain => grain.Where()))).ShouldBe(homes);
        await Cluster.Counts(active: 2, Recovery);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteSiloDeathTests(MortalSqliteCluster shared, ITestOutputHelper output)
    : SiloDeathTests(shared, output), IClassFixture<MortalSqliteCluster>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlSiloDeathTests(MortalPostgreSqlCluster shared, ITestOutputHelper output)
    : SiloDeathTests(shared, output), IClassFixture<MortalPostgreSqlCluster>;
