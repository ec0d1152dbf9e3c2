using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>What the owner asks for.</summary>
internal static partial class SessionMachine
{
    private static Transition Start(SessionState state, DateTimeOffset now) => state.Phase.IsRunning()
        ? Transition.Unchanged(state)
        : TakeOver(Wanting(state, DesiredState.Running), now, held: null, new SessionEffect.SaveDesired(DesiredState.Running));

    private static Transition Restart(SessionState state, DateTimeOffset now) => TakeOver(
        Wanting(state, DesiredState.Running), now, held: null,
        [new SessionEffect.SaveDesired(DesiredState.Running), .. Closing(state, now)]);

    private static Transition Stop(SessionState state, DateTimeOffset now) => state.Phase == SessionPhase.Stopped
        ? Transition.Unchanged(state)
        : Transition.To(
            Wanting(state, DesiredState.Stopped), SessionPhase.Stopped,
            [new SessionEffect.SaveDesired(DesiredState.Stopped), .. Closing(state, now)]);

    private static Transition LogOut(SessionState state, DateTimeOffset now) => state.Phase == SessionPhase.LoggedOut
        ? Transition.Unchanged(state)
        : Transition.To(
            Wanting(state, DesiredState.Stopped), SessionPhase.LoggingOut,
            [new SessionEffect.SaveDesired(DesiredState.Stopped), .. Unlinking(state, now), new SessionEffect.WipeCredentials()]);

    private static Transition Delete(SessionState state, DateTimeOffset now) => Transition.To(
        Wanting(state, DesiredState.Stopped), SessionPhase.Deleting,
        [new SessionEffect.SaveDesired(DesiredState.Stopped), .. Unlinking(state, now), new SessionEffect.Erase()]);

    private static Transition Resume(SessionState state, DateTimeOffset now) => (state.Phase, state.Desired) switch
    {
        (SessionPhase.Dormant, DesiredState.Stopped) => Transition.To(state, SessionPhase.Stopped),
        (SessionPhase.Dormant, DesiredState.Running) => TakeOver(state, now, held: null),
        (SessionPhase.Failed, DesiredState.Running) when state.RetryAt <= now => TakeOver(state, now, held: null),
        _ => Transition.Unchanged(state),
    };

    // The status stays what it was: the session is on its way to another node, and not stopped.
    private static Transition Drain(SessionState state, DateTimeOffset now) => state.Phase.IsRunning()
        ? Transition.To(
            state, SessionPhase.Dormant,
            [.. Closing(state, now), .. Yielding(state)]).With(next => next with { Status = state.Status })
        : Transition.Unchanged(state);

    /// <summary>Another wish of the owner; it begins without the failures of the past.</summary>
    private static SessionState Wanting(SessionState state, DesiredState desired) => state with { Desired = desired, Failures = 0 };

    private static SessionEffect[] Unlinking(SessionState state, DateTimeOffset now) => state.Phase == SessionPhase.Working
        ? [new SessionEffect.Unlink(now + LifecycleTimings.UnlinkDeadline), .. Closing(state, now)]
        : Closing(state, now);

    private static SessionEffect[] Yielding(SessionState state) =>
        HeldEpoch(state) is { } epoch ? [new SessionEffect.YieldOwnership(epoch)] : [];
}
