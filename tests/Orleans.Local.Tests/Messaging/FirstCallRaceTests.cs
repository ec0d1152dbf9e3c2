using Wasilo.Orleans.Local.Tests.Dashboard;

namespace Wasilo.Orleans.Local.Tests.Messaging;

public sealed class FirstCallRaceTests(DashboardCluster cluster) : IClassFixture<DashboardCluster>
{
    /// <summary>Both silos place the grain, often each at itself. The one that comes second passes its call on to the first.</summary>
    [Fact]
    public async Task First_calls_from_two_silos_at_once_are_all_answered()
    {
        DashboardProcess[] silos = [cluster.First, cluster.Second];
        var calls =
            from grain in Enumerable.Range(0, 500)
            from silo in silos
            select Task.Run(() => silo.Grains.GetGrain<ICountedGrain>($"wanted twice {grain}").Succeed());

        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
