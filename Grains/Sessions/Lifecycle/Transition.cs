using System.Collections.Immutable;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>A step of the machine: the next state and what is to be done, in order.</summary>
internal sealed record Transition(SessionState State, ImmutableArray<SessionEffect> Effects)
{
    public static Transition Unchanged(SessionState state) => new(state, []);

    /// <summary>A phase begins: its status shows, and what belonged to the one before is gone.</summary>
    public static Transition To(SessionState state, SessionPhase phase, params ReadOnlySpan<SessionEffect> effects) => new(
        state with
        {
            Phase = phase,
            Status = phase.ToStatus() ?? state.Status,
            Reason = null,
            RetryAt = null,
            Due = null,
            Qr = null,
        },
        [.. effects]);

    public Transition With(Func<SessionState, SessionState> change) => this with { State = change(State) };

    /// <summary>
    /// Adds what follows from the difference of the states, so that no rule can forget it or say it twice: a status is emitted when it
    /// changes, and the timer runs when something is due. It comes after what was done and before what is asked.
    /// </summary>
    public Transition Completed(SessionState before)
    {
        var at = Effects is [.., SessionEffect.TakeOwnership or SessionEffect.ConfirmOwnership or SessionEffect.Connect
            or SessionEffect.WipeCredentials or SessionEffect.Erase or SessionEffect.LetGo]
            ? Effects.Length - 1
            : Effects.Length;
        var effects = Effects.ToBuilder();
        if (State.Status != before.Status)
            effects.Insert(at++, new SessionEffect.EmitStatus(State.Status, State.Reason));
        if (State.Qr is { } qr && qr != before.Qr)
            effects.Insert(at++, new SessionEffect.EmitQr(qr));
        if (State.Due != before.Due)
            effects.Insert(at, State.Due is { } due ? new SessionEffect.ArmTimer(due) : new SessionEffect.DisarmTimer());
        return this with { Effects = effects.DrainToImmutable() };
    }
}
