using Wasilo.Testing;
using Xunit.Abstractions;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Tests in which silos die. What the silos said belongs to the output of a failed test.</summary>
public abstract class MortalClusterTests(MortalCluster shared, ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>
    /// How long it may take until a death is noticed and everything answers again. Two or three probes of a second each, two votes
    /// and a reading of the table a second old make about 5 s; the rest is for slow machines.
    /// </summary>
    protected static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private readonly string _unique = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The cluster.</summary>
    protected TestCluster Cluster => shared.Cluster;

    /// <summary>The client.</summary>
    protected IClusterClient Client => shared.Cluster.Client;

    /// <inheritdoc/>
    public Task InitializeAsync() => Cluster.Repair(MortalCluster.Size);

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        output.WriteLine(Cluster.Logs);
        return Task.CompletedTask;
    }

    /// <summary>A key that no other test uses.</summary>
    protected string Key(string name) => $"{name}-{_unique}";

    /// <summary>Such a key, placed on a silo.</summary>
    protected string KeyOn(SiloProcess silo, string name) => TestCluster.On(silo, Key(name));

    /// <summary>Waits until a call succeeds that may fail as calls do while a cluster recovers, and gives its answer.</summary>
    protected static async Task<T> Recovered<T>(Func<Task<T>> call)
    {
        var answer = default(T);
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (Exception exception) when (exception is OrleansException or TimeoutException)
                {
                    return false;
                }
            },
            Recovery,
            "calls succeed again");
        return answer!;
    }

    /// <summary>Waits for something to happen to a key.</summary>
    protected Task Happened(string key, string what) => Eventually.TrueAsync(
        () => Cluster.Journal.Any(entry => entry.Subject == key && entry.Text == what), what: $"'{what}' of {key}");
}
