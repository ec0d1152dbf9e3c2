namespace Wasilo.WhatsApp.Client;

/// <summary>What a client is doing.</summary>
public enum ConnectionState
{
    /// <summary>Nothing; it hasn't been started, or has stopped.</summary>
    Stopped,

    /// <summary>Connects and, if it is paired, logs in.</summary>
    Connecting,

    /// <summary>Waits for someone to scan its QR code or to type its pairing code.</summary>
    AwaitingPairing,

    /// <summary>Logged in; messages can be sent and received.</summary>
    Connected,

    /// <summary>Waits until it is time to connect again.</summary>
    WaitingToReconnect,
}
