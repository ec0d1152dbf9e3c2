using System.Globalization;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Primary;

/// <summary>The receipts that a phone sends.</summary>
internal sealed class PrimaryReceipts(PrimaryDevice primary)
{
    // As Baileys. Who hasn't got it right by then won't.
    private const int MaxRetries = 5;
    private const int WithKeysFrom = 2;

    /// <summary>Says that a message has arrived.</summary>
    public void Confirm(Node message, Party sender)
    {
        if (!primary.SendsReceipts)
            return;
        var isOwn = sender.Phone == primary.Phone;
        Send(message, !isOwn ? null : message["category"] == "peer" ? "peer_msg" : "sender");
    }

    /// <summary>Says that a message couldn't be decrypted, and asks for it again.</summary>
    public void AskAgain(Node message, SignalException failure)
    {
        if (failure.Reason is not { } reason)
            return;
        _ = int.TryParse(message.Child("enc")?["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (++count > MaxRetries)
            return;
        var keys = primary.Phone.Keys;
        List<Node> content =
        [
            new Node("retry", [("v", "1"), ("count", count), ("id", message["id"]), ("t", message["t"]), ("error", (int)reason)]),
            KeyBundle.Registration(keys.RegistrationId, primary.Phone.AccountKey.PublicKey)[0],
        ];
        if (count >= WithKeysFrom)
            content.Add(new Node("keys", default, NodeContent.Of([.. KeyBundle.InReceipt(primary.Phone)])));
        Send(message, "retry", content);
    }

    private void Send(Node message, string? type, IEnumerable<Node>? content = null) => primary.Server.Receipts.Take(primary.Self, new Node(
        "receipt",
        [
            ("to", message.Jid("from")),
            ("id", message["id"]),
            ("participant", message.Jid("participant")),
            ("recipient", message.Jid("recipient")),
            ("type", type),
        ],
        content is null ? default : NodeContent.Of([.. content])));
}
