namespace Wasilo.WhatsApp.Client;

/// <summary>Why a connection ended. What is done about it is <see cref="EndAction"/>.</summary>
public enum EndReason
{
    /// <summary>The caller stopped the client.</summary>
    Stopped,

    /// <summary>The connection could not be made, broke, or the server closed it without a word.</summary>
    ConnectionLost,

    /// <summary>Nothing was heard for a minute, or the handshake didn't finish in time.</summary>
    TimedOut,

    /// <summary>The server's frames can't be read; the two sides don't agree about the stream any more.</summary>
    StreamBroken,

    /// <summary>The server isn't WhatsApp: its certificates failed a check.</summary>
    ServerNotTrusted,

    /// <summary>The server ended the stream in order.</summary>
    StreamClosed,

    /// <summary>The server wants the client to connect again, as it does after pairing (515).</summary>
    RestartRequired,

    /// <summary>The client replaces its connection, long before the connection's ciphers are used up.</summary>
    Renewed,

    /// <summary>The server is unavailable or restarts (503).</summary>
    ServiceUnavailable,

    /// <summary>The server failed (500, 501).</summary>
    ServerError,

    /// <summary>Too many connections or requests (429).</summary>
    RateLimited,

    /// <summary>The server ended the stream with an error that isn't known.</summary>
    UnknownStreamError,

    /// <summary>The server says that the device isn't authorized, but not that it was removed (401 without more).</summary>
    NotAuthorized,

    /// <summary>The account's owner unlinked the device (401, 516).</summary>
    DeviceRemoved,

    /// <summary>The account is locked, or its phone is gone (403).</summary>
    AccountLocked,

    /// <summary>The account is banned (406).</summary>
    Banned,

    /// <summary>The client logged itself out.</summary>
    LoggedOut,

    /// <summary>The account is banned for a while (402).</summary>
    TemporarilyBanned,

    /// <summary>The client's version is too old: set a newer one in <see cref="ClientOptions.Version"/> (405).</summary>
    ClientOutdated,

    /// <summary>Another connection of the same device took over (conflict).</summary>
    Replaced,

    /// <summary>The phone that scanned is too old for linked devices (411).</summary>
    MultiDeviceUnsupported,

    /// <summary>Nobody scanned before the QR codes ran out (408).</summary>
    QrCodesExhausted,

    /// <summary>The phone's half of the pairing isn't genuine.</summary>
    PairingFailed,

    /// <summary>The server refused the client for good: its request is malformed, or the client unknown (400, 409, 413-418).</summary>
    Refused,

    /// <summary>Someone else owns the device now.</summary>
    OwnerReplaced,

    /// <summary>The store failed, or the engine itself; the exception tells.</summary>
    Failed,
}

/// <summary>What the client does when a connection has ended.</summary>
public enum EndAction
{
    /// <summary>Nothing more, until it is started again.</summary>
    Stop,

    /// <summary>Deletes everything it has of the device, and stops: the device is no longer the account's.</summary>
    LogOut,

    /// <summary>Connects again at once.</summary>
    ReconnectNow,

    /// <summary>Connects again after a wait that grows with each failure, from up to a second to up to two minutes.</summary>
    Reconnect,

    /// <summary>Connects again after one to two minutes.</summary>
    ReconnectLater,
}
