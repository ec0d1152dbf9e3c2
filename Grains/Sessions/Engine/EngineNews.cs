using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Storage.Secrets;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>What an engine's events mean for its session's life.</summary>
internal static class EngineNews
{
    /// <summary>Null where they mean nothing.</summary>
    public static EngineInput? Of(long epoch, ClientEvent happened) => happened switch
    {
        QrIssued qr => new EngineInput.QrShown(epoch, qr.Text, qr.Lifetime),
        Paired paired => new EngineInput.Paired(epoch, paired),
        LoggedOut loggedOut => new EngineInput.Unlinked(epoch, ReasonOf(loggedOut.Reason)),
        ConnectionChanged { State: ConnectionState.Connected } => new EngineInput.LoggedIn(epoch),
        ConnectionChanged { State: ConnectionState.WaitingToReconnect, End: { } end } changed => OfWaiting(epoch, end, changed.RetryIn),
        ConnectionChanged { State: ConnectionState.Stopped, End: { } end } => OfStopped(epoch, end),
        _ => null,
    };

    /// <summary>The engine would connect again by itself after a wait. How long and how often is the session's to say.</summary>
    private static EngineInput OfWaiting(long epoch, ConnectionEnd end, TimeSpan? wait) => end switch
    {
        { Reason: EndReason.QrCodesExhausted } => new EngineInput.QrExhausted(epoch),
        { Exception: UnreadableCredentialsException } => new EngineInput.GaveUp(epoch, SessionReasons.CredentialsUnreadable),
        _ when wait == TimeSpan.Zero => new EngineInput.Reconnecting(epoch),
        _ => new EngineInput.ConnectionLost(epoch, Later: end.Action == EndAction.ReconnectLater),
    };

    private static EngineInput? OfStopped(long epoch, ConnectionEnd end) => end.Reason switch
    {
        EndReason.Stopped => null,
        EndReason.Replaced => new EngineInput.Replaced(epoch),
        EndReason.OwnerReplaced => new EngineInput.Fenced(epoch),
        EndReason.PairingFailed => new EngineInput.GaveUp(epoch, SessionReasons.PairingFailed),
        EndReason.MultiDeviceUnsupported => new EngineInput.GaveUp(epoch, SessionReasons.PhoneTooOld),
        EndReason.Refused => new EngineInput.GaveUp(epoch, SessionReasons.Refused),
        // A newer version may have been found by then.
        EndReason.ClientOutdated => new EngineInput.GaveUp(epoch, SessionReasons.ClientOutdated, LifecycleTimings.RetryInterval),
        EndReason.TemporarilyBanned => new EngineInput.GaveUp(epoch, SessionReasons.TemporarilyBanned, BanOf(end)),
        _ when end.Action == EndAction.LogOut => null, // LoggedOut came before, when everything was deleted
        _ => new EngineInput.ConnectionLost(epoch),
    };

    private static TimeSpan BanOf(ConnectionEnd end) =>
        end.BannedFor is { } ban && ban > LifecycleTimings.RetryInterval ? ban : LifecycleTimings.RetryInterval;

    private static string ReasonOf(EndReason reason) => reason switch
    {
        EndReason.AccountLocked => SessionReasons.AccountLocked,
        EndReason.Banned => SessionReasons.Banned,
        EndReason.LoggedOut => SessionReasons.LoggedOut,
        _ => SessionReasons.DeviceRemoved,
    };
}
