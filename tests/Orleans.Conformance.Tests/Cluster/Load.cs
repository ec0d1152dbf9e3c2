using System.Collections.Concurrent;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Calls grains without pause, whatever happens to them.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly IReadOnlyList<string> _keys;
    private readonly Task _calls;

    public Load(IClusterClient client, IReadOnlyList<string> keys)
    {
        _keys = keys;
        _calls = Task.WhenAll(keys.Select(key => Call(client.GetGrain<IRandomlyPlacedGrain>(key), key)));
    }

    /// <summary>Waits until each grain has answered several times from now on.</summary>
    public Task AllAnswerAgain(TimeSpan within)
    {
        _answers.Clear();
        return Eventually.TrueAsync(() => _keys.All(key => _answers.GetValueOrDefault(key) > 5), within, "all grains answer again");
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _calls;
        _enough.Dispose();
    }

    private async Task Call(IRandomlyPlacedGrain grain, string key)
    {
        while (!_enough.IsCancellationRequested)
        {
            try
            {
                await grain.Where();
                _answers.AddOrUpdate(key, 1, (_, count) => count + 1);
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                // As expected while a silo is dying. What counts is that calls succeed again.
                await Task.Yield();
            }
        }
    }
}
