using System.Text.Json;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>A session's last statuses, and whether the database knows of them.</summary>
internal sealed class StatusLog(SessionId session, SessionLifeStore lives, IEnumerable<StatusChange> known)
{
    private const int Kept = 3;

    private StatusChange[] _last = [.. known.TakeLast(Kept)];
    private DateTimeOffset? _retryAt;

    public StatusChange[] Last => _last;

    /// <summary>Whether there is something to write.</summary>
    public bool IsPending { get; private set; }

    public static StatusLog Read(SessionId session, SessionLifeStore lives, SessionLife life) =>
        new(session, lives, JsonSerializer.Deserialize<Entry[]>(life.History)!.Select(entry => entry.ToChange()));

    public void Add(StatusChange change, DateTimeOffset? retryAt)
    {
        _last = [.. _last.TakeLast(Kept - 1), change];
        _retryAt = retryAt;
        IsPending = true;
    }

    /// <summary>Writes what the session is. False if it is no longer this node's to say.</summary>
    public async Task<bool> WriteAsync(long epoch, CancellationToken cancellationToken)
    {
        var written = _last;
        var held = await lives.SetLifeAsync(session, epoch, ToLife(), cancellationToken);
        IsPending = held ? _last != written : IsPending;
        return held;
    }

    /// <summary>It is someone else's now to say what the session is.</summary>
    public void Drop() => IsPending = false;

    private SessionLife ToLife() => new()
    {
        Status = StatusWords.Of(_last[^1].Status),
        Reason = _last[^1].Reason,
        RetryAt = _retryAt,
        StatusAt = _last[^1].At,
        History = JsonSerializer.Serialize(_last.Select(Entry.Of)),
    };

    private sealed record Entry(string Status, string? Reason, long At)
    {
        public static Entry Of(StatusChange change) => new(StatusWords.Of(change.Status), change.Reason, change.At.ToUnixTimeMilliseconds());

        public StatusChange ToChange() => new(StatusWords.Parse(Status), Reason, DateTimeOffset.FromUnixTimeMilliseconds(At));
    }
}
