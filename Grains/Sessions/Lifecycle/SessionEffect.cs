using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>
/// What the machine wants done. Effects are carried out in order, each to its end. At most the last one of a transition asks something;
/// its answer is the next input.
/// </summary>
internal abstract record SessionEffect
{
    /// <summary>Always first. If it fails the transition didn't happen, and the owner hears of it.</summary>
    public sealed record SaveDesired(DesiredState Desired) : SessionEffect;

    /// <summary>Asks the server to unlink the device; whether it does or not, things go on at the deadline.</summary>
    public sealed record Unlink(DateTimeOffset Deadline) : SessionEffect;

    /// <summary>Closes the engine, and aborts its socket at the deadline. Without an engine it does nothing.</summary>
    public sealed record CloseSocket(DateTimeOffset Deadline) : SessionEffect;

    public sealed record EmitStatus(SessionStatus Status, string? Reason) : SessionEffect;

    public sealed record EmitQr(ShownQr Qr) : SessionEffect;

    public sealed record ArmTimer(DateTimeOffset Due) : SessionEffect;

    public sealed record DisarmTimer : SessionEffect;

    /// <summary>Tells the database that nobody owns the session now, so that it is found at once.</summary>
    public sealed record YieldOwnership(long Epoch) : SessionEffect;

    /// <summary>Forgets all caches and goes: the session is elsewhere, or nowhere.</summary>
    public sealed record LetGo : SessionEffect;

    /// <summary>
    /// Asks for the next epoch: from whoever has the session if <paramref name="Held"/> is null, else only if this node still has it
    /// under that epoch. So a node that lost a session never takes it back by itself.
    /// </summary>
    public sealed record TakeOwnership(long? Held) : SessionEffect;

    /// <summary>Asks whether the epoch still is the session's.</summary>
    public sealed record ConfirmOwnership(long Epoch) : SessionEffect;

    /// <summary>Starts an engine under this epoch.</summary>
    public sealed record Connect(long Epoch) : SessionEffect;

    /// <summary>Takes the session over and deletes its credentials.</summary>
    public sealed record WipeCredentials : SessionEffect;

    /// <summary>Deletes all that is stored of the session.</summary>
    public sealed record Erase : SessionEffect;
}
