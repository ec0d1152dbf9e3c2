using System.Text.Json;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Storage.Events;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>A session's last statuses and what else happened in its life, and whether the database knows of them.</summary>
internal sealed class StatusLog(SessionId session, SessionJournal journal, IEnumerable<StatusChange> known)
{
    private const int Kept = 3;

    /// <summary>While the database is away for long, only the latest is worth telling.</summary>
    private const int MostPending = 100;

    private readonly List<SessionEvent> _pending = [];
    private StatusChange[] _last = [.. known.TakeLast(Kept)];
    private StatusChange? _written = known.LastOrDefault();
    private DateTimeOffset? _retryAt;

    public StatusChange[] Last => _last;

    /// <summary>Whether there is something to write.</summary>
    public bool IsPending => _pending.Count > 0;

    public static StatusLog Read(SessionId session, SessionJournal journal, SessionLife life) =>
        new(session, journal, JsonSerializer.Deserialize<Entry[]>(life.History)!.Select(entry => entry.ToChange()).ToArray());

    public void Add(StatusChange change, DateTimeOffset? retryAt)
    {
        _last = [.. _last.TakeLast(Kept - 1), change];
        _retryAt = retryAt;
        Add(LifeEvents.StatusChanged(_last));
    }

    public void Add(SessionEvent happened)
    {
        if (_pending.Count == MostPending)
            _pending.RemoveAt(0);
        _pending.Add(happened);
    }

    /// <summary>
    /// Writes what the session is and what happened, all of it or nothing. What is written a second time, because nobody knew whether it was,
    /// changes nothing. False if it is no longer this node's to say.
    /// </summary>
    /// <param name="epoch">This node's.</param>
    /// <param name="targets">The webhooks that want any of these.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<bool> WriteAsync(
        long epoch, Func<IReadOnlyList<SessionEvent>, IReadOnlyCollection<string>> targets, CancellationToken cancellationToken)
    {
        SessionEvent[] events = [.. _pending];
        var last = _last.LastOrDefault();
        var life = last == _written ? null : ToLife();
        if (!await journal.WriteAsync(session, epoch, life, new EventBatch(events, targets(events)), cancellationToken))
            return false;
        // Not the first ones: some may have been given up for newer ones meanwhile.
        var written = events.ToHashSet(ReferenceEqualityComparer.Instance);
        _pending.RemoveAll(written.Contains);
        _written = last;
        return true;
    }

    /// <summary>It is someone else's now to say what the session is.</summary>
    public void Drop() => _pending.Clear();

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
