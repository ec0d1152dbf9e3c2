namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>What a session is. Each dialect of the API has words of its own for it.</summary>
[GenerateSerializer, Alias("wasilo.SessionStatus")]
public enum SessionStatus
{
    /// <summary>Created and never started, or stopped by its owner.</summary>
    Stopped,

    /// <summary>Connects, logs in, or waits until it is time to try again.</summary>
    Starting,

    /// <summary>Shows a QR code, and takes the request for a pairing code.</summary>
    ScanQrCode,

    /// <summary>Logged in: messages can be sent and received.</summary>
    Working,

    /// <summary>Gave up; the reason tells why.</summary>
    Failed,

    /// <summary>The device isn't the account's any more. A start begins with a new QR code.</summary>
    LoggedOut,
}
