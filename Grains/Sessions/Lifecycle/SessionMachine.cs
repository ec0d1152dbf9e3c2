using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>
/// A session's life: a pure function of where it stands, what happens and the time. It connects nothing and writes nothing; it says what
/// is to be done as <see cref="SessionEffect"/>s.
/// </summary>
/// <remarks>
/// Three rules hold through all of it. There is one engine at a time: between two <see cref="SessionEffect.Connect"/> is always a
/// <see cref="SessionEffect.CloseSocket"/>. Each engine runs under an epoch of its own, which the database gave out just before. And only
/// the owner's verbs and the watcher take a session from another node; whatever happens by itself asks whether the session is still ours.
/// </remarks>
internal static partial class SessionMachine
{
    public static Transition Step(SessionState state, SessionInput input, DateTimeOffset now)
    {
        var next = state.Phase is SessionPhase.Released or SessionPhase.Deleted
            ? Transition.Unchanged(state)
            : input switch
            {
                EngineInput news => Hear(state, news, now),
                SessionInput.Start => Start(state, now),
                SessionInput.Stop => Stop(state, now),
                SessionInput.Restart => Restart(state, now),
                SessionInput.LogOut => LogOut(state, now),
                SessionInput.Delete => Delete(state, now),
                SessionInput.Resume => Resume(state, now),
                SessionInput.Drain => Drain(state, now),
                SessionInput.TimerFired => Elapse(state, now),
                _ => TakeAnswer(state, input, now),
            };
        return next.Completed(state);
    }

    /// <summary>Asks for an epoch; an engine follows when it is there.</summary>
    private static Transition TakeOver(SessionState state, DateTimeOffset now, long? held, params ReadOnlySpan<SessionEffect> first) =>
        Transition.To(state, SessionPhase.TakingOver, [.. first, new SessionEffect.TakeOwnership(held)])
            .With(next => next with { Due = now + LifecycleTimings.Watchdog });

    /// <summary>An attempt failed: another one later, or none if there were too many.</summary>
    private static Transition Retry(SessionState state, DateTimeOffset now, bool later = false)
    {
        var failures = state.Failures + 1;
        if (failures >= LifecycleTimings.MaxFailures)
        {
            return Fail(state, now, SessionReasons.GaveUp, LifecycleTimings.RetryInterval)
                .With(next => next with { Failures = failures });
        }

        var (draw, jitter) = state.Jitter.Next();
        var wait = later ? Backoff.Long(draw) : Backoff.After(failures, draw);
        return Transition.To(state, SessionPhase.BackingOff, Closing(state, now))
            .With(next => next with { Failures = failures, Jitter = jitter, Due = now + wait });
    }

    private static Transition Fail(SessionState state, DateTimeOffset now, string reason, TimeSpan? retryAfter = null) =>
        Transition.To(state, SessionPhase.Failed, Closing(state, now))
            .With(next => next with { Reason = reason, RetryAt = now + retryAfter });

    /// <summary>Someone else has the session.</summary>
    private static Transition Release(SessionState state, DateTimeOffset now) =>
        Transition.To(state, SessionPhase.Released, [.. Closing(state, now), new SessionEffect.LetGo()]);

    private static SessionEffect[] Closing(SessionState state, DateTimeOffset now) =>
        state.Phase.HasEngine() ? [new SessionEffect.CloseSocket(now + LifecycleTimings.CloseDeadline)] : [];

    private static long? HeldEpoch(SessionState state) => state.Epoch > 0 ? state.Epoch : null;
}
