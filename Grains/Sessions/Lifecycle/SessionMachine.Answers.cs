using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>What the database says, and what time brings.</summary>
internal static partial class SessionMachine
{
    private static Transition TakeAnswer(SessionState state, SessionInput answer, DateTimeOffset now) => (state.Phase, answer) switch
    {
        (SessionPhase.TakingOver, SessionInput.OwnershipTaken taken) =>
            Transition.To(state with { Epoch = taken.Epoch }, SessionPhase.Connecting, new SessionEffect.Connect(taken.Epoch))
                .With(next => next with { Due = now + LifecycleTimings.Watchdog }),

        // Ours, and yet another connection logged in with the same credentials: they are used elsewhere, and fighting helps nobody.
        (SessionPhase.Disputed, SessionInput.OwnershipHeld) => Fail(state, now, SessionReasons.Replaced),

        (SessionPhase.LoggingOut, SessionInput.CredentialsWiped wiped) =>
            Transition.To(state with { Epoch = wiped.Epoch }, SessionPhase.LoggedOut)
                .With(next => next with { Reason = SessionReasons.LoggedOut }),
        (SessionPhase.Deleting, SessionInput.Erased) => Transition.To(state, SessionPhase.Deleted, new SessionEffect.LetGo()),

        (var phase, SessionInput.OwnershipLost) when phase.IsRunning() => Release(state, now),

        (SessionPhase.TakingOver or SessionPhase.Connecting, SessionInput.StorageFailed) => Retry(state, now),
        (SessionPhase.Disputed, SessionInput.StorageFailed) => AskAgainSoon(state, now),
        (SessionPhase.LoggingOut or SessionPhase.Deleting, SessionInput.StorageFailed) =>
            Fail(state, now, SessionReasons.StorageUnavailable),

        _ => Transition.Unchanged(state),
    };

    private static Transition Elapse(SessionState state, DateTimeOffset now)
    {
        if (state.Due is not { } due)
            return Transition.Unchanged(state);
        if (now < due) // a timer that came early, or one of before
            return new Transition(state, [new SessionEffect.ArmTimer(due)]);
        return state.Phase switch
        {
            SessionPhase.BackingOff => TakeOver(state, now, HeldEpoch(state)),
            SessionPhase.TakingOver or SessionPhase.Connecting => Retry(state, now),
            SessionPhase.Pairing => ExpireQr(state, now),
            SessionPhase.Disputed => Dispute(state, now),
            _ => Transition.Unchanged(state),
        };
    }

    private static Transition Dispute(SessionState state, DateTimeOffset now) => Transition
        .To(state, SessionPhase.Disputed, [.. Closing(state, now), new SessionEffect.ConfirmOwnership(state.Epoch)])
        .With(next => next with { Due = now + LifecycleTimings.Watchdog });

    // Without an answer nothing is connected: it may be another node's turn. So asking costs no more than the question.
    private static Transition AskAgainSoon(SessionState state, DateTimeOffset now)
    {
        var failures = state.Failures + 1;
        var (draw, jitter) = state.Jitter.Next();
        return Transition.Unchanged(state with { Failures = failures, Jitter = jitter, Due = now + Backoff.After(failures, draw) });
    }
}
