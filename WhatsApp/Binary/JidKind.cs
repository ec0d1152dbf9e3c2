namespace Wasilo.WhatsApp.Binary;

/// <summary>What a <see cref="Jid"/> names.</summary>
public enum JidKind : byte
{
    /// <summary>A server this library has no name for, or a user part that isn't formed as its server's are. Kept as its text.</summary>
    Other,

    /// <summary>A server itself: the user part is empty.</summary>
    Server,

    /// <summary>An account, or one of its devices, by phone number.</summary>
    User,

    /// <summary>An account by phone number, as it was written once: <see cref="Jid.ToAccount"/> makes it a <see cref="User"/>.</summary>
    LegacyUser,

    /// <summary>An account, or one of its devices, by hidden id.</summary>
    Lid,

    /// <summary>A group or a community.</summary>
    Group,

    /// <summary>A broadcast list.</summary>
    Broadcast,

    /// <summary>The status list, status@broadcast.</summary>
    Status,

    /// <summary>A channel.</summary>
    Newsletter,

    /// <summary>One of Meta's bots.</summary>
    Bot,

    /// <summary>A device that WhatsApp hosts for a business, by phone number.</summary>
    Hosted,

    /// <summary>A device that WhatsApp hosts for a business, by hidden id.</summary>
    HostedLid,

    /// <summary>A Messenger account or device.</summary>
    Messenger,

    /// <summary>An account or device of another messaging service.</summary>
    Interop,

    /// <summary>A call.</summary>
    Call,
}
