namespace Wasilo.Simulator.Control;

/// <summary>A fault.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Device">For which device; for all of the phone if it is left out. Logins and queries fail for all in any case.</param>
/// <param name="Code">The code of a stream error or of a login's failure.</param>
/// <param name="Namespace">The namespace of queries that stay unanswered.</param>
/// <param name="Times">How many logins, queries or stanzas, or how many prekeys.</param>
/// <param name="Milliseconds">How late stanzas are sent.</param>
/// <param name="SpreadMilliseconds">Up to how much later still, at random.</param>
public sealed record FaultRequest(
    FaultKind Kind,
    int? Device = null,
    int? Code = null,
    string? Namespace = null,
    int Times = 1,
    int? Milliseconds = null,
    int SpreadMilliseconds = 0);

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>The socket is cut without a word.</summary>
    Drop,

    /// <summary>A stream error with a code.</summary>
    StreamError,

    /// <summary>The device hears that it has logged in elsewhere.</summary>
    Conflict,

    /// <summary>One-time prekeys are used up, as by others who begin to write to the device.</summary>
    TakePrekeys,

    /// <summary>The next logins fail with a code.</summary>
    FailLogins,

    /// <summary>The next queries in a namespace get no answer.</summary>
    LeaveUnanswered,

    /// <summary>A frame comes that can't be decrypted.</summary>
    Garbage,

    /// <summary>The next messages, receipts, notifications and calls are delivered twice.</summary>
    Duplicate,

    /// <summary>The next messages are damaged on their way and can't be decrypted.</summary>
    Corrupt,

    /// <summary>The next messages are taken, but their senders don't hear it.</summary>
    WithholdAcks,

    /// <summary>Everything is sent late, until the faults are cleared.</summary>
    Delay,
}

/// <summary>What came of it.</summary>
/// <param name="Struck">How many devices it hit at once; 0 if it waits for its moment.</param>
public sealed record FaultResponse(int Struck);
