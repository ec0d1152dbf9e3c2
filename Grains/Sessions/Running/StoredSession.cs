using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Storage.Sessions;
using DesiredState = Wasilo.Grains.Abstractions.Sessions.DesiredState;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>All that the database has of a session but its keys.</summary>
internal sealed record StoredSession(SessionRecord Record, SessionLife Life, long Epoch)
{
    public static async Task<StoredSession?> LoadAsync(SessionId id, SessionServices services, CancellationToken cancellationToken) =>
        await services.Sessions.FindAsync(id, cancellationToken) is { } record
        && await services.Lives.FindLifeAsync(id, cancellationToken) is { } life
        && await services.Owners.FindAsync(id, cancellationToken) is { } owner
            ? new StoredSession(record, life, owner.Epoch)
            : null;

    public SessionState ToState(bool autoRearm) => SessionState.Restored(
        StatusWords.Parse(Life.Status),
        Record.Desired == Storage.Sessions.DesiredState.Running ? DesiredState.Running : DesiredState.Stopped,
        // Sessions that wake up together must not wait the same.
        (ulong)Random.Shared.NextInt64(),
        Epoch) with
    {
        Reason = Life.Reason,
        RetryAt = Life.RetryAt,
        AutoRearm = autoRearm,
        // It gave up once: a try after that is one try, and not twenty.
        Failures = Life.Reason == Abstractions.Sessions.SessionReasons.GaveUp ? LifecycleTimings.MaxFailures : 0,
    };
}
