namespace Wasilo.Simulator.Counting;

/// <summary>What the simulator counts. Each is a number that only grows.</summary>
public enum Counted
{
    /// <summary>WebSockets accepted.</summary>
    Connections,

    /// <summary>WebSockets refused because there were too many.</summary>
    RefusedConnections,

    /// <summary>Noise handshakes completed.</summary>
    Handshakes,

    /// <summary>Connections dropped because what came in broke the protocol or a limit.</summary>
    ProtocolErrors,

    /// <summary>Connections dropped because nothing came in for too long.</summary>
    Silences,

    /// <summary>Connections dropped because the client didn't read what it was sent.</summary>
    UnreadConnections,

    /// <summary>Devices linked to a phone.</summary>
    Pairings,

    /// <summary>Devices let in.</summary>
    Logins,

    /// <summary>Devices not let in.</summary>
    RefusedLogins,

    /// <summary>Logins of a device that was logged in elsewhere.</summary>
    Conflicts,

    /// <summary>Devices unlinked, by the phone or by themselves.</summary>
    Unlinks,

    /// <summary>Queries that the simulator doesn't know; they get error 501.</summary>
    UnknownQueries,

    /// <summary>Stanzas of a kind that it doesn't know.</summary>
    UnknownStanzas,

    /// <summary>Messages taken, each counted once however many devices it goes to.</summary>
    Messages,

    /// <summary>Messages that were refused with an error.</summary>
    RefusedMessages,

    /// <summary>Receipts taken, those apart that ask for a message again.</summary>
    Receipts,

    /// <summary>Receipts that ask for a message again.</summary>
    RetryReceipts,

    /// <summary>Calls, and what the parties say about them.</summary>
    Calls,

    /// <summary>Messages, receipts, notifications and calls put on their way to a linked device.</summary>
    DeliveredStanzas,

    /// <summary>Of these, the ones given up because the device had too many that it hadn't acknowledged.</summary>
    DroppedStanzas,

    /// <summary>Faults put in on demand.</summary>
    Faults,
}
