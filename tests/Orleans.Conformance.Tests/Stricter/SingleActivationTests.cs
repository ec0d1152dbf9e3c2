using Wasilo.Conformance.Grains.Placement;
using Wasilo.Conformance.Tests.Cluster;
using Wasilo.Testing;
using Xunit.Abstractions;

namespace Wasilo.Conformance.Tests.Stricter;

/// <summary>
/// Not in the suite for Orleans' packages: there a grain may have two activations for a moment while a silo dies or stops, because
/// the directory's part on that silo goes with it. Orleans.Local decides in the database and promises that it never has.
/// </summary>
public abstract class SingleActivationTests(MortalCluster shared, ITestOutputHelper output) : MortalClusterTests(shared, output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_grain_ever_has_two_activations_while_a_silo_ends(bool killed)
    {
        var keys = Enumerable.Range(0, 60).Select(i => Key($"single-{i}")).ToList();
        await Task.WhenAll(keys.Select(key => Client.GetGrain<IRandomlyPlacedGrain>(key).Where()));
        var ending = Cluster.Silos[1];
        var deaths = new Dictionary<string, DateTimeOffset>();
        await using (var load = new Load(Client, keys))
        {
            if (killed)
            {
                await ending.Kill();
                deaths[ending.Name] = TimeProvider.System.GetUtcNow();
            }
            else
            {
                ending.Terminate();
                await ending.WaitForExit(TimeSpan.FromSeconds(30));
            }

            await Cluster.Counts(active: 2, Recovery);
            await load.AllAnswerAgain(Recovery);
        }

        Activations.Overlaps(Cluster.Journal.Where(entry => keys.Contains(entry.Subject)), deaths).ShouldBeEmpty();
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteSingleActivationTests(MortalSqliteCluster shared, ITestOutputHelper output)
    : SingleActivationTests(shared, output), IClassFixture<MortalSqliteCluster>;

/// <summary>On PostgreSQL.</summary>
public sealed class PostgreSqlSingleActivationTests(MortalPostgreSqlCluster shared, ITestOutputHelper output)
    : SingleActivationTests(shared, output), IClassFixture<MortalPostgreSqlCluster>;
