using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>What can happen to a session: its owner's verbs, answers to what the machine asked, the engine's news, and time.</summary>
internal abstract record SessionInput
{
    // The owner's verbs.
    public sealed record Start : SessionInput;

    public sealed record Stop : SessionInput;

    public sealed record Restart : SessionInput;

    public sealed record LogOut : SessionInput;

    public sealed record Delete : SessionInput;

    // The platform's.

    /// <summary>The session is here now, or the watcher found that it should run.</summary>
    public sealed record Resume : SessionInput;

    /// <summary>The node gives the session away: it drains, or the balancer wants it elsewhere.</summary>
    public sealed record Drain : SessionInput;

    // Answers.
    public sealed record OwnershipTaken(long Epoch) : SessionInput;

    public sealed record OwnershipHeld : SessionInput;

    public sealed record OwnershipLost : SessionInput;

    /// <param name="Epoch">What they were deleted under.</param>
    public sealed record CredentialsWiped(long Epoch) : SessionInput;

    public sealed record Erased : SessionInput;

    /// <summary>The database didn't answer what was asked.</summary>
    public sealed record StorageFailed : SessionInput;

    /// <summary>Time may have come for something.</summary>
    public sealed record TimerFired : SessionInput;
}

/// <summary>The engine's news. What an engine says that isn't the current one is nobody's.</summary>
/// <param name="Epoch">The engine's.</param>
internal abstract record EngineInput(long Epoch) : SessionInput
{
    public sealed record QrShown(long Epoch, string Text, TimeSpan Lifetime) : EngineInput(Epoch)
    {
        public override string ToString() => $"QrShown {{ Epoch = {Epoch}, Lifetime = {Lifetime} }}";
    }

    public sealed record QrExhausted(long Epoch) : EngineInput(Epoch);

    /// <summary>A phone has linked the device; null if it isn't known which.</summary>
    public sealed record Paired(long Epoch, WhatsApp.Events.Paired? Device = null) : EngineInput(Epoch);

    public sealed record LoggedIn(long Epoch) : EngineInput(Epoch);

    /// <summary>The connection ended, and the engine connects again at once by itself.</summary>
    public sealed record Reconnecting(long Epoch) : EngineInput(Epoch);

    /// <param name="Epoch">The engine's.</param>
    /// <param name="Later">The server wants to be left alone for a while.</param>
    public sealed record ConnectionLost(long Epoch, bool Later = false) : EngineInput(Epoch);

    public sealed record Replaced(long Epoch) : EngineInput(Epoch);

    /// <summary>A write of the engine was refused: someone has taken over.</summary>
    public sealed record Fenced(long Epoch) : EngineInput(Epoch);

    /// <summary>The device is no longer the account's, and the engine has deleted its credentials.</summary>
    public sealed record Unlinked(long Epoch, string Reason) : EngineInput(Epoch);

    /// <summary>Trying again at once is no use.</summary>
    /// <param name="Epoch">The engine's.</param>
    /// <param name="Reason">One of <see cref="SessionReasons"/>.</param>
    /// <param name="RetryAfter">When it may be of use; null if never.</param>
    public sealed record GaveUp(long Epoch, string Reason, TimeSpan? RetryAfter = null) : EngineInput(Epoch);
}
