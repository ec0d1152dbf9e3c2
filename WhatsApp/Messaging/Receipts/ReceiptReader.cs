using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Receipts;

/// <summary>Reads receipts: of one message or a list, of one reader or many.</summary>
/// <remarks><code>
/// &lt;receipt from id t [type] [participant] [recipient]&gt;[&lt;list&gt;&lt;item id/&gt;...&lt;/list&gt;]&lt;/receipt&gt;
/// &lt;receipt from id t [type]&gt;&lt;participants key="(message id)"&gt;&lt;user jid t/&gt;...&lt;/participants&gt;&lt;/receipt&gt;
/// </code></remarks>
internal static class ReceiptReader
{
    // A receipt of more is no receipt: the largest groups have 1,024 members, and lists are far shorter.
    private const int Most = 4096;

    /// <summary>What a receipt tells; nothing if it can't be read.</summary>
    internal static IReadOnlyList<ReceiptReceived> Read(Node receipt, Credentials me)
    {
        if (receipt.Jid("from") is not { } from || receipt["id"] is not { Length: > 0 and <= SourceReader.LongestId } id)
            return [];
        var kind = KindOf(receipt["type"]);
        var at = SourceReader.Time(receipt["t"]);
        if (receipt.Child("participants") is { } participants)
            return OfMany(participants, from, id, kind, at, me);
        var by = receipt.Jid("participant") ?? from;
        bool isFromMe = me.IsMe(from) || (from.IsList() && me.IsMe(by));
        var chat = isFromMe && !from.IsList() ? receipt.Jid("recipient") ?? from : from;
        return
        [
            new ReceiptReceived(chat.ToAccount(), isFromMe && !from.IsList() ? from : by, kind, Ids(receipt, id), at)
            {
                IsFromMe = isFromMe,
                Author = isFromMe && receipt.Jid("participant") is { } author && !me.IsMe(author) ? author : null,
            },
        ];
    }

    private static List<ReceiptReceived> OfMany(
        Node participants, Jid from, string id, ReceiptKind kind, DateTimeOffset at, Credentials me)
    {
        string key = participants["key"] is { Length: > 0 and <= SourceReader.LongestId } named ? named : id;
        var all = new List<ReceiptReceived>();
        foreach (var user in participants.ChildrenTagged("user").Take(Most))
        {
            if (user.Jid("jid") is not { } by)
                continue;
            var time = user["t"] is { } t ? SourceReader.Time(t) : at;
            all.Add(new ReceiptReceived(from.ToAccount(), by, kind, [key], time) { IsFromMe = me.IsMe(by) });
        }

        return all;
    }

    private static List<string> Ids(Node receipt, string first)
    {
        var ids = new List<string>(1) { first };
        if (receipt.Child("list") is not { } list)
            return ids;
        foreach (var item in list.ChildrenTagged("item").Take(Most))
        {
            if (item["id"] is { Length: > 0 and <= SourceReader.LongestId } id)
                ids.Add(id);
        }

        return ids;
    }

    private static ReceiptKind KindOf(string? type) => type switch
    {
        null or "" or "delivery" => ReceiptKind.Delivered,
        "inactive" => ReceiptKind.DeliveredInactive,
        "sender" => ReceiptKind.DeliveredToOwnDevice,
        "read" => ReceiptKind.Read,
        "read-self" => ReceiptKind.ReadPrivately,
        "played" => ReceiptKind.Played,
        "played-self" => ReceiptKind.PlayedPrivately,
        "server-error" => ReceiptKind.FileMissing,
        "peer_msg" => ReceiptKind.PeerDelivered,
        "hist_sync" => ReceiptKind.HistoryTaken,
        _ => ReceiptKind.Unknown,
    };
}
