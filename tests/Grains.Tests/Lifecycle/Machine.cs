using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;

namespace Wasilo.Grains.Tests.Lifecycle;

/// <summary>States to begin with, and transitions in short words.</summary>
internal static class Machine
{
    public const long Epoch = 7;
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One of each input, as the engine of <see cref="Epoch"/> and an obliging database give them.</summary>
    public static readonly IReadOnlyDictionary<string, SessionInput> Inputs = new SessionInput[]
    {
        new SessionInput.Start(), new SessionInput.Stop(), new SessionInput.Restart(), new SessionInput.LogOut(),
        new SessionInput.Delete(), new SessionInput.Resume(), new SessionInput.Drain(), new SessionInput.OwnershipTaken(Epoch + 1),
        new SessionInput.OwnershipHeld(), new SessionInput.OwnershipLost(), new SessionInput.CredentialsWiped(Epoch + 1),
        new SessionInput.Erased(), new SessionInput.StorageFailed(), new SessionInput.TimerFired(),
        new EngineInput.QrShown(Epoch, "2@qr", TimeSpan.FromSeconds(60)), new EngineInput.QrExhausted(Epoch),
        new EngineInput.Paired(Epoch), new EngineInput.LoggedIn(Epoch), new EngineInput.Reconnecting(Epoch),
        new EngineInput.ConnectionLost(Epoch), new EngineInput.Replaced(Epoch), new EngineInput.Fenced(Epoch),
        new EngineInput.Unlinked(Epoch, SessionReasons.DeviceRemoved), new EngineInput.GaveUp(Epoch, SessionReasons.Refused),
    }.ToDictionary(input => input.GetType().Name);

    /// <summary>A session that wants what its phase says, and whose time has come.</summary>
    public static SessionState At(SessionPhase phase) => new()
    {
        Phase = phase,
        Status = phase.ToStatus() ?? SessionStatus.Working,
        Desired = phase is SessionPhase.Stopped or SessionPhase.LoggingOut or SessionPhase.Deleting ? DesiredState.Stopped : DesiredState.Running,
        Epoch = Epoch,
        Due = phase.IsRunning() && phase != SessionPhase.Working ? Now : null,
        RetryAt = phase == SessionPhase.Failed ? Now : null,
        Qr = phase == SessionPhase.Pairing ? new ShownQr("2@first", Now) : null,
        Jitter = new Jitter(1),
    };

    public static Transition Step(this SessionState state, SessionInput input, DateTimeOffset? now = null) =>
        SessionMachine.Step(state, input, now ?? Now);

    /// <summary>Applies inputs one after another, all at the same time.</summary>
    public static SessionState Through(this SessionState state, params ReadOnlySpan<SessionInput> inputs)
    {
        foreach (var input in inputs)
            state = state.Step(input).State;
        return state;
    }

    /// <summary>As "save close STARTING arm take(7)".</summary>
    public static string Describe(this Transition transition) => string.Join(' ', transition.Effects.Select(effect => effect switch
    {
        SessionEffect.SaveDesired { Desired: DesiredState.Running } => "run",
        SessionEffect.SaveDesired => "halt",
        SessionEffect.Unlink => "unlink",
        SessionEffect.CloseSocket => "close",
        SessionEffect.EmitStatus emit => emit.Status.ToString().ToUpperInvariant(),
        SessionEffect.EmitQr => "qr",
        SessionEffect.ArmTimer => "arm",
        SessionEffect.DisarmTimer => "disarm",
        SessionEffect.YieldOwnership => "yield",
        SessionEffect.LetGo => "go",
        SessionEffect.TakeOwnership { Held: null } => "take",
        SessionEffect.TakeOwnership take => $"take({take.Held})",
        SessionEffect.ConfirmOwnership confirm => $"confirm({confirm.Epoch})",
        SessionEffect.Connect connect => $"connect({connect.Epoch})",
        SessionEffect.WipeCredentials => "wipe",
        SessionEffect.Erase => "erase",
        _ => throw new InvalidOperationException($"{effect} has no word."),
    }));
}
