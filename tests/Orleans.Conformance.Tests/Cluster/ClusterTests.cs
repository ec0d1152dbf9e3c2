using System.Diagnostics;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Copying;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Testing;
using Xunit.Abstractions;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>What holds while nobody dies, on three silos.</summary>
public abstract class ClusterTests(CalmCluster shared, ITestOutputHelper output) : IDisposable
{
    private readonly string _unique = Guid.NewGuid().ToString("N")[..8];

    private TestCluster Cluster => shared.Cluster;

    private IClusterClient Client => shared.Cluster.Client;

    /// <inheritdoc/>
    public void Dispose()
    {
        output.WriteLine(Cluster.Logs);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Every_silo_sees_all_three() => Cluster.Counts(active: 3);

    [Fact]
    public async Task A_client_reaches_grains_on_every_silo()
    {
        foreach (var silo in Cluster.Silos)
            (await Client.GetGrain<IPortPlacedGrain>(TestCluster.On(silo, _unique)).Where()).ShouldBe(silo.Name);
    }

    [Fact]
    public async Task Random_placement_spreads_grains_over_the_silos()
    {
        var places = await Task.WhenAll(
            Enumerable.Range(0, 150).Select(i => Client.GetGrain<IRandomlyPlacedGrain>($"{_unique}-{i}").Where()));
        // A third each is expected; a silo with fewer than 15 of 150 is no accident (p < 1e-9).
        places.CountBy(place => place).Select(count => count.Value).Min().ShouldBeGreaterThan(15);
        places.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Prefer_local_placement_stays_with_the_caller()
    {
        foreach (var silo in Cluster.Silos)
        {
            var caller = Client.GetGrain<IPortPlacedGrain>(TestCluster.On(silo, _unique));
            for (var i = 0; i < 10; i++)
                (await caller.WhereNeighbour($"{_unique}-{silo.Name}-{i}")).ShouldBe(silo.Name);
        }
    }

    [Fact]
    public async Task A_grain_placed_by_one_caller_is_found_by_all()
    {
        var key = $"{_unique}-found";
        var home = await Client.GetGrain<IPortPlacedGrain>(TestCluster.On(Cluster.Silos[0], _unique)).WhereNeighbour(key);
        foreach (var silo in Cluster.Silos)
            (await Client.GetGrain<IPortPlacedGrain>(TestCluster.On(silo, _unique)).WhereNeighbour(key)).ShouldBe(home);
    }

    [Fact]
    public async Task A_thousand_first_calls_from_three_silos_make_one_activation_for_each_key()
    {
        const int Keys = 50;
        var keys = Enumerable.Range(0, Keys).Select(i => $"{_unique}-race-{i}").ToList();
        var callers = Cluster.Silos.Select(silo => Client.GetGrain<IPortPlacedGrain>(TestCluster.On(silo, _unique))).ToList();
        // So that callers are active and ready to run.
        foreach (var caller in callers)
            await caller.Where();

        // Seven rounds of fifty keys from each of three silos: 1,050 calls, none of which finds its grain active at first.
        var calls = callers.Select(caller => caller.WhereAll([.. Enumerable.Repeat(keys, 7).SelectMany(round => round)]));
        (await Task.WhenAll(calls)).ShouldAllBe(answers => answers.Count == 7 * Keys);

        var activations = Cluster.Journal.Where(entry => entry.Text == JournaledGrain.Activated && keys.Contains(entry.Subject)).ToList();
        activations.CountBy(entry => entry.Subject).ShouldAllBe(count => count.Value == 1);
        activations.Count.ShouldBe(Keys);
    }

    [Fact]
    public async Task Cancellation_reaches_a_grain_on_every_silo()
    {
        foreach (var silo in Cluster.Silos)
        {
            var key = TestCluster.On(silo, $"{_unique}-cancelled");
            using var source = new CancellationTokenSource();
            var call = Client.GetGrain<IResidentGrain>(key).WaitForCancellation(source.Token);
            await Happened(key, "waiting");
            await source.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => call);
            await Happened(key, "cancelled");
        }
    }

    [Fact]
    public async Task Values_and_exceptions_cross_processes()
    {
        for (var i = 0; i < 10; i++)
        {
            var person = new Person("Ann", i, new Person("Ben", 31));
            (await Client.GetGrain<ICopyGrain>($"{_unique}-{i}").EchoPerson(person)).ShouldBe(person);
            var failure = await Should.ThrowAsync<QuotaExceededException>(
                () => Client.GetGrain<IFailingGrain>($"{_unique}-{i}").ThrowOwnException("too much", i));
            failure.Limit.ShouldBe(i);
        }
    }

    [Fact]
    public async Task Five_megabytes_cross_processes()
    {
        var sent = new byte[5 * 1024 * 1024];
        new Random(7).NextBytes(sent);
        for (var i = 0; i < 3; i++)
            (await Client.GetGrain<ICopyGrain>($"{_unique}-large-{i}").EchoBytes(sent)).AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_between_silos_times_out_as_any_other()
    {
        var impatient = await Cluster.StartClient(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        var key = TestCluster.On(Cluster.Silos[1], $"{_unique}-late");
        await Should.ThrowAsync<TimeoutException>(() => impatient.GetGrain<IResidentGrain>(key).Linger(TimeSpan.FromSeconds(4)));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        (await impatient.GetGrain<IPortPlacedGrain>(TestCluster.On(Cluster.Silos[1], _unique)).Where()).ShouldBe(Cluster.Silos[1].Name);
    }

    private Task Happened(string key, string what) => Eventually.TrueAsync(
        () => Cluster.Journal.Any(entry => entry.Subject == key && entry.Text == what), what: $"'{what}' of {key}");
}

/// <summary>On SQLite.</summary>
public sealed class SqliteClusterTests(SqliteCluster shared, ITestOutputHelper output)
    : ClusterTests(shared, output), IClassFixture<SqliteCluster>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlClusterTests(PostgreSqlCluster shared, ITestOutputHelper output)
    : ClusterTests(shared, output), IClassFixture<PostgreSqlCluster>;
