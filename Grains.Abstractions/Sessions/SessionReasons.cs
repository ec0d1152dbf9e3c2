namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>Why a session failed or was logged out, as stored and as told to callers. New ones may be added; these stay.</summary>
public static class SessionReasons
{
    /// <summary>Nobody scanned before the QR codes ran out. A start shows new ones.</summary>
    public const string QrExpired = "qr_expired";

    /// <summary>Another connection of the same device took over; there is no fight about it.</summary>
    public const string Replaced = "replaced";

    /// <summary>Too many attempts in a row failed. It is tried again every 15 minutes.</summary>
    public const string GaveUp = "gave_up";

    /// <summary>The stored credentials can't be read. They are kept as they are; no new device is made in their place.</summary>
    public const string CredentialsUnreadable = "credentials_unreadable";

    /// <summary>The database failed while the session was logged out or deleted. Asking again goes on with it.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>The phone's half of the pairing isn't genuine.</summary>
    public const string PairingFailed = "pairing_failed";

    /// <summary>The phone is too old for linked devices.</summary>
    public const string PhoneTooOld = "phone_too_old";

    /// <summary>WhatsApp takes no client of this version any more.</summary>
    public const string ClientOutdated = "client_outdated";

    /// <summary>WhatsApp refused the client for good.</summary>
    public const string Refused = "refused";

    /// <summary>The account is banned for a while.</summary>
    public const string TemporarilyBanned = "temporarily_banned";

    /// <summary>The account is banned.</summary>
    public const string Banned = "banned";

    /// <summary>The account is locked, or its phone is gone.</summary>
    public const string AccountLocked = "account_locked";

    /// <summary>The account's owner unlinked the device on the phone.</summary>
    public const string DeviceRemoved = "device_removed";

    /// <summary>The session was logged out here.</summary>
    public const string LoggedOut = "logged_out";
}
