using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>
/// What is left of engines that were closed: a last event on its way, or a write that waits for the database after the socket was aborted.
/// It can do no harm, since the engine's epoch is over; here someone waits for it, so that nothing is forgotten.
/// </summary>
internal sealed partial class Leftovers(ILogger<Leftovers> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _ends = new();

    public int Count => _ends.Count;

    public void Add(Task end)
    {
        if (end.IsCompletedSuccessfully)
            return;
        _ends.TryAdd(WatchAsync(end), 0);
        foreach (var ended in _ends.Keys.Where(task => task.IsCompleted))
            _ends.TryRemove(ended, out _);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_ends.Keys);

    private async Task WatchAsync(Task end)
    {
        try
        {
            await end;
        }
        catch (Exception problem)
        {
            LogFailed(problem);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "An engine didn't end well")]
    private partial void LogFailed(Exception problem);
}
