using Orleans.Local.Dashboard;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

/// <summary>The figures that the page shows, of two silos. Each test has the cluster to itself, so that figures are exact.</summary>
public sealed class ClusterFiguresTests : IAsyncLifetime
{
    private const int Grains = 40;

    private readonly DashboardCluster _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Calls_failures_and_activations_of_all_silos_add_up()
    {
        await CallAsync();

        await Eventually.PassesAsync(async () =>
        {
            var report = await _cluster.First.ReadAsync();
            Of(report, nameof(ICountedGrain.Succeed)).ShouldBe((2 * Grains, 0));
            Of(report, nameof(ICountedGrain.Fail)).ShouldBe((Grains, Grains));
            report.Silos.Sum(s => s.Counts!.Calls).ShouldBe(3 * Grains);
            report.Silos.Sum(s => s.Counts!.Failures).ShouldBe(Grains);
            report.Silos.Sum(s => s.Counts!.DirectoryEntries).ShouldBe(Grains);
            var grain = report.Grains.ShouldHaveSingleItem();
            (grain.Type, grain.Class).ShouldBe(("counted", typeof(CountedGrain).FullName));
            (grain.Now, grain.Begun, grain.Ended).ShouldBe((Grains, Grains, 0));
            grain.Silos.Select(s => s.Silo).ShouldBe(["node-1", "node-2"], ignoreOrder: true);
            grain.Silos.Sum(s => s.Now).ShouldBe(Grains);
            grain.Silos.ShouldAllBe(s => s.Now > 0);
        });
    }

    [Fact]
    public async Task Activations_that_end_are_counted_as_ended()
    {
        await CallAsync();
        await Task.WhenAll(All().Take(10).Select(g => g.Leave()));

        await Eventually.PassesAsync(async () =>
        {
            var grain = (await _cluster.First.ReadAsync()).Grains.ShouldHaveSingleItem();
            (grain.Now, grain.Begun, grain.Ended).ShouldBe((Grains - 10, Grains, 10));
        });
    }

    [Fact]
    public async Task A_client_shows_what_the_silos_show()
    {
        await CallAsync();

        await Eventually.PassesAsync(async () =>
        {
            var report = await _cluster.Client.ReadAsync();
            report.Cluster.ShouldBe("dev");
            report.Silos.Select(s => (s.Name, s.Status, s.Problem)).ShouldBe([("node-1", "Active", null), ("node-2", "Active", null)]);
            report.Silos.Select(s => s.Counts!.Clients).ShouldBe([1, 0]);
            Of(report, nameof(ICountedGrain.Succeed)).ShouldBe((2 * Grains, 0));
        });
    }

    [Fact]
    public async Task The_history_of_rates_adds_up_to_the_calls()
    {
        await CallAsync();

        await Eventually.PassesAsync(async () =>
        {
            // Each sample is about a second long: the rates of all of them are the calls, but for the timers' inaccuracy.
            var history = (await _cluster.First.ReadAsync()).History;
            history.Sum(r => r.Calls).ShouldBe(3 * Grains, tolerance: Grains);
            history.Sum(r => r.Failures).ShouldBe(Grains, tolerance: Grains / 3.0);
        });
    }

    private static (long Calls, long Failures) Of(ClusterReport report, string method)
    {
        var row = report.Methods.Single(m => m.Method == $"{nameof(ICountedGrain)}.{method}");
        row.P99Ms.ShouldBeGreaterThanOrEqualTo(row.P50Ms);
        row.MeanMs.ShouldBeGreaterThan(0);
        return (row.Calls, row.Failures);
    }

    private IEnumerable<ICountedGrain> All() =>
        Enumerable.Range(0, Grains).Select(i => _cluster.Client.Grains.GetGrain<ICountedGrain>($"grain {i}"));

    private Task CallAsync() => Task.WhenAll(All().Select(async grain =>
    {
        await grain.Succeed();
        await grain.Succeed();
        await Should.ThrowAsync<InvalidOperationException>(grain.Fail);
    }));
}
