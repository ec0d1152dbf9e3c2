using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>What is this account's own, in either addressing.</summary>
internal static class Self
{
    /// <summary>Whether it is this account or one of its devices.</summary>
    internal static bool IsMe(this Credentials me, Jid jid) => jid.Kind switch
    {
        JidKind.User or JidKind.Hosted => me.Id is { } id && id.User == jid.User,
        JidKind.Lid or JidKind.HostedLid => me.Lid is { } lid && lid.User == jid.User,
        _ => false,
    };

    /// <summary>Whether it is this very device.</summary>
    internal static bool IsThisDevice(this Credentials me, Jid jid) => me.IsMe(jid) && jid.Device == me.Id?.Device;

    /// <summary>This device in the addressing of a chat.</summary>
    internal static Jid In(this Credentials me, JidKind space) =>
        (space is JidKind.Lid or JidKind.HostedLid ? me.Lid : me.Id)
        ?? me.Id ?? throw new InvalidOperationException("The device isn't paired.");

    /// <summary>Whether what is sent there goes to several accounts, and names its sender.</summary>
    internal static bool IsList(this Jid chat) => chat.Kind is JidKind.Group or JidKind.Status or JidKind.Broadcast;
}
