namespace Wasilo.WhatsApp.Binary;

/// <summary>The part of a <see cref="Jid"/> behind the @: which space its user part lives in.</summary>
public static class JidServer
{
    /// <summary>Accounts by phone number; with an empty user part, WhatsApp's server itself.</summary>
    public const string User = "s.whatsapp.net";

    /// <summary>What <see cref="User"/> was called before; callers of older interfaces still write it.</summary>
    public const string LegacyUser = "c.us";

    /// <summary>Accounts by hidden id, which does not tell the phone number.</summary>
    public const string Lid = "lid";

    /// <summary>Groups and communities.</summary>
    public const string Group = "g.us";

    /// <summary>Broadcast lists, and the status list.</summary>
    public const string Broadcast = "broadcast";

    /// <summary>Channels.</summary>
    public const string Newsletter = "newsletter";

    /// <summary>Meta's bots.</summary>
    public const string Bot = "bot";

    /// <summary>Devices that WhatsApp hosts for a business, by phone number.</summary>
    public const string Hosted = "hosted";

    /// <summary>Devices that WhatsApp hosts for a business, by hidden id.</summary>
    public const string HostedLid = "hosted.lid";

    /// <summary>Messenger accounts.</summary>
    public const string Messenger = "msgr";

    /// <summary>Accounts of other messaging services.</summary>
    public const string Interop = "interop";

    /// <summary>Calls.</summary>
    public const string Call = "call";
}
