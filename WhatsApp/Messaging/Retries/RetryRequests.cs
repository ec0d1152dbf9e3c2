using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>Asks senders to encrypt messages again that this device can't decrypt.</summary>
/// <remarks><code>
/// &lt;receipt to="(from)" id type="retry" [participant] [recipient] [category]&gt;
///   &lt;retry v="1" count id t error/&gt;&lt;registration&gt;BE32&lt;/registration&gt;[&lt;keys/&gt;]
/// &lt;/receipt&gt;
/// </code></remarks>
internal sealed class RetryRequests(MessagePipeline pipeline)
{
    /// <summary>How often a sender is asked for one message; as Baileys.</summary>
    internal const int MaxCount = 5;

    /// <summary>Messages whose counts are kept; of older ones the count begins anew with what the sender says.</summary>
    internal const int CountsKept = 1000;

    /// <summary>From the second time on the sender gets keys for a new session: the old one is of no use, it seems.</summary>
    private const int FirstCountWithKeys = 2;

    private readonly BoundedMap<MessageKey, int> _counts = new(CountsKept);

    /// <summary>Whether no message is asked for.</summary>
    internal bool IsEmpty => _counts.Count == 0;

    /// <summary>The message has arrived.</summary>
    internal void Forget(MessageKey key) => _counts.Remove(key);

    /// <summary>Asks for a message, if it isn't in vain, and acknowledges its stanza after that.</summary>
    internal async Task AskAsync(RetryNeed need, IServer server)
    {
        var key = need.Source.Key;
        _counts.TryGet(key, out int asked);
        int count = Math.Max(asked, need.Outcome.Count) + 1;
        if (count <= MaxCount && need.Outcome.Reason is { } reason)
        {
            _counts.Set(key, count);
            await server.SendAsync(await NodeAsync(need, count, reason));
            if (count == 1 && !need.Source.IsPeer)
                pipeline.PhoneRequests.Plan(need.Source, atOnce: false);
        }

        await server.SendAsync(Ack.Of(need.Stanza));
    }

    private async Task<Node> NodeAsync(RetryNeed need, int count, RetryReason reason)
    {
        var retry = new Node(
            "retry", [("v", "1"), ("count", count), ("id", need.Source.Id), ("t", need.Stanza["t"]), ("error", (int)reason)]);
        var registration = KeyNodes.Registration(pipeline.Me.RegistrationId);
        return new Node(
            "receipt",
            [
                ("id", need.Source.Id),
                ("to", need.Stanza.Jid("from")),
                ("type", "retry"),
                ("participant", need.Stanza.Jid("participant")),
                ("recipient", need.Stanza.Jid("recipient")),
                ("category", need.Source.IsPeer ? "peer" : null),
            ],
            count >= FirstCountWithKeys || need.Outcome.NeedsKeys
                ? [retry, registration, await RetryKeys.MakeAsync(pipeline.Parts)]
                : [retry, registration]);
    }
}
