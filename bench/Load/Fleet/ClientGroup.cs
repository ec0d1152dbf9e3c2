using System.Diagnostics;

namespace Wasilo.Load.Fleet;

/// <summary>Clients of this process that stay logged in.</summary>
internal sealed class ClientGroup(Target target, string file) : IAsyncDisposable
{
    /// <summary>As many connect at the same time; the rest wait their turn.</summary>
    private const int AtOnce = 64;

    private readonly List<BenchClient> _clients = [];

    public int Connected => _clients.Count(static client => client.IsConnected);

    /// <summary>Adds clients of devices in the file and brings them to where they work.</summary>
    /// <returns>How many a second. Reading their keys isn't counted.</returns>
    public async Task<double> AddAsync(int skip, int count, CancellationToken cancellation)
    {
        var stores = await Devices.ReadAsync(file, skip, count, cancellation);
        if (stores.Count != count)
            throw new InvalidOperationException($"{file} has no {count} devices after the first {skip}.");
        var begun = Stopwatch.GetTimestamp();
        var added = stores.ConvertAll(store => new BenchClient(target, store));
        _clients.AddRange(added);
        await Parallel.ForEachAsync(
            added,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            static async (client, stop) => await client.StartAsync(stop));
        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_clients.Select(static client => client.DisposeAsync().AsTask()));
}
