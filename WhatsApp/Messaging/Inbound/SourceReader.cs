using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Reads from a message's attributes where it comes from.</summary>
internal static class SourceReader
{
    /// <summary>Ids are up to 32 characters; what is far beyond isn't one, and would be kept and repeated.</summary>
    internal const int LongestId = 128;

    private const int LongestName = 512;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The source; null if the stanza doesn't tell, or contradicts itself.</summary>
    internal static MessageSource? Read(Node message, Credentials me)
    {
        if (message["id"] is not { Length: > 0 and <= LongestId } id || message.Jid("from") is not { } from)
            return null;
        var place = from.Kind switch
        {
            JidKind.Group or JidKind.Status or JidKind.Broadcast => OfList(message, from, me),
            JidKind.Newsletter => new Place(from, from),
            JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid or JidKind.Bot => OfAccount(message, from, me),
            _ => null,
        };
        return place is null ? null : new MessageSource
        {
            Chat = place.Chat,
            Sender = place.Sender,
            Id = id,
            Timestamp = Time(message["t"]),
            IsFromMe = place.IsFromMe,
            SenderAlternative = place.SenderAlternative?.ToAccount(),
            ChatAlternative = place.ChatAlternative?.ToAccount(),
            PushName = message["notify"] is { Length: > 0 and <= LongestName } name ? name : null,
            IsPeer = message["category"] == "peer",
            IsOffline = message.Attributes.TryFind("offline", out _),
            ServerId = Number(message["server_id"]),
            Edit = message["edit"],
        };
    }

    /// <summary>A stanza's time, which is Unix seconds; the epoch if there is none.</summary>
    internal static DateTimeOffset Time(string? text) =>
        Number(text) is { } seconds && seconds <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static Place? OfList(Node message, Jid list, Credentials me)
    {
        if (message.Jid("participant") is not { } sender || !IsAccount(sender))
            return null;
        var alternative = message.Jid("participant_pn") ?? message.Jid("participant_lid");
        return new Place(list, sender) { IsFromMe = me.IsMe(sender), SenderAlternative = OtherSpace(sender, alternative) };
    }

    private static Place? OfAccount(Node message, Jid from, Credentials me)
    {
        var recipient = message.Jid("recipient");
        if (!me.IsMe(from))
        {
            // A recipient is told to the sender's own devices only; one beside a stranger's message contradicts that.
            if (recipient is not null)
                return null;
            var other = OtherSpace(from, message.Jid("sender_pn") ?? message.Jid("sender_lid"));
            return new Place(from.ToAccount(), from) { SenderAlternative = other, ChatAlternative = other };
        }

        var chat = recipient?.ToAccount() ?? from.ToAccount();
        var peer = message.Jid("peer_recipient_pn") ?? message.Jid("peer_recipient_lid")
            ?? message.Jid("recipient_pn") ?? message.Jid("recipient_lid");
        return new Place(chat, from)
        {
            IsFromMe = true,
            SenderAlternative = from.Kind == JidKind.Lid ? me.Id : me.Lid,
            ChatAlternative = OtherSpace(chat, peer),
        };
    }

    private static bool IsAccount(Jid jid) =>
        jid.Kind is JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid or JidKind.Bot;

    // One of the two must be a phone number and the other a hidden id, else they say nothing about each other.
    private static Jid? OtherSpace(Jid jid, Jid? alternative) => (jid.Kind, alternative?.Kind) switch
    {
        (JidKind.User or JidKind.Hosted, JidKind.Lid) => alternative,
        (JidKind.Lid or JidKind.HostedLid, JidKind.User) => alternative,
        _ => null,
    };

    private sealed record Place(Jid Chat, Jid Sender)
    {
        internal bool IsFromMe { get; init; }

        internal Jid? SenderAlternative { get; init; }

        internal Jid? ChatAlternative { get; init; }
    }
}
