using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>What the engine says.</summary>
internal static partial class SessionMachine
{
    private static Transition Hear(SessionState state, EngineInput news, DateTimeOffset now)
    {
        if (news.Epoch != state.Epoch || !state.Phase.HasEngine())
            return Transition.Unchanged(state);

        return (state.Phase, news) switch
        {
            (SessionPhase.Connecting or SessionPhase.Pairing, EngineInput.QrShown shown) => ShowQr(state, shown, now),
            (SessionPhase.Pairing, EngineInput.QrExhausted) => ExpireQr(state, now),
            // A server that gives no code at all isn't one that nobody scanned.
            (_, EngineInput.QrExhausted) => Retry(state, now),

            (SessionPhase.Connecting or SessionPhase.Pairing, EngineInput.Paired) => Progress(state, now),
            (_, EngineInput.Reconnecting) => Progress(state, now),
            (SessionPhase.Connecting, EngineInput.LoggedIn) =>
                Transition.To(state, SessionPhase.Working).With(next => next with { Failures = 0 }),

            (_, EngineInput.ConnectionLost lost) => Retry(state, now, lost.Later),
            (_, EngineInput.Replaced) => Dispute(state, now),
            (_, EngineInput.Fenced) => Release(state, now),
            (_, EngineInput.Unlinked unlinked) => Transition.To(state, SessionPhase.LoggedOut, Closing(state, now))
                .With(next => next with { Reason = unlinked.Reason, Failures = 0 }),
            (_, EngineInput.GaveUp gaveUp) => Fail(state, now, gaveUp.Reason, gaveUp.RetryAfter),

            _ => Transition.Unchanged(state),
        };
    }

    private static Transition ShowQr(SessionState state, EngineInput.QrShown shown, DateTimeOffset now) =>
        Transition.To(state, SessionPhase.Pairing).With(next => next with
        {
            Qr = new ShownQr(shown.Text, now + shown.Lifetime),
            Due = now + shown.Lifetime + LifecycleTimings.QrGrace,
        });

    // Codes were on show for minutes, so that starting again at once is no loop.
    private static Transition ExpireQr(SessionState state, DateTimeOffset now) => state.AutoRearm
        ? TakeOver(state, now, HeldEpoch(state), Closing(state, now))
        : Fail(state, now, SessionReasons.QrExpired);

    private static Transition Progress(SessionState state, DateTimeOffset now) =>
        Transition.To(state, SessionPhase.Connecting).With(next => next with { Due = now + LifecycleTimings.Watchdog });
}
