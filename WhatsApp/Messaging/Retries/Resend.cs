using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>A message once more, for one device that couldn't decrypt it.</summary>
/// <remarks><code>
/// &lt;message to="(receipt's from)" id="(the same)" type [participant] [recipient] [edit] t [device_fanout="false"]&gt;
///   &lt;enc v="2" type="pkmsg|msg" count="(receipt's)"/&gt;[&lt;device-identity/&gt;]
/// &lt;/message&gt;
/// </code></remarks>
internal sealed class Resend(MessagePipeline pipeline, RetryDemand demand, OutgoingMessage original)
    : OutgoingItem(demand.Id, demand.Requester)
{
    private FetchedKeys? _fetched;

    internal override Task PrepareAsync() => Task.CompletedTask;

    internal override async Task FetchAsync()
    {
        var asked = await pipeline.Parts.Directory.Lids.ToLidAsync(demand.Requester);
        var answer = await pipeline.Parts.Directory.Bundles.FetchAsync([asked], becauseOfIdentity: true);
        _fetched = new FetchedKeys(answer.GetValueOrDefault(asked)?.Bundle);
    }

    internal override async Task<Sealed?> EncryptAsync(SignalTransaction transaction)
    {
        var address = await pipeline.Addresses.OfAsync(transaction, demand.Requester);
        if (!await TrySetUpAsync(transaction, address))
            return null;
        var message = MessageCodec.Read(original.Plaintext);
        var attributes = StanzaAttributes.Of(message);
        var ciphertext = await transaction.EncryptAsync(
            address, MessageCodec.WritePadded(await WrapAsync(transaction, message), pipeline.Parts.Random));
        var enc = EncNodes.Of(
            ciphertext,
            attributes.MediaType,
            attributes.DecryptFail,
            demand.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var stanza = new Node(
            "message",
            [
                ("id", Id),
                ("to", demand.From),
                ("type", attributes.Type),
                ("participant", demand.Participant),
                ("recipient", demand.Recipient),
                ("edit", attributes.Edit),
                ("t", demand.Time),
                ("device_fanout", demand.Participant is null ? "false" : null),
            ],
            ciphertext.Kind == CiphertextKind.PreKeyMessage ? [enc, EncNodes.DeviceIdentity(pipeline.Me.Account)] : [enc]);
        return new Sealed(stanza, demand.From, null, []);
    }

    /// <summary>Makes sure of a session that the device can use; false if its keys must be fetched first.</summary>
    private async Task<bool> TrySetUpAsync(SignalTransaction transaction, SignalAddress address)
    {
        if ((_fetched is null ? demand.Bundle : _fetched.Bundle) is { } bundle)
        {
            if (_fetched is null)
                await VerifyAsync(transaction, bundle);
            await transaction.StartSessionAsync(address, bundle);
            return true;
        }

        var session = await transaction.DescribeAsync(address);
        if (_fetched is not null)
            return session is not null ? true : throw new RecipientNotFoundException(demand.Requester);
        return session is not null && !NeedsFetch(session);
    }

    // Count 1 is mostly a message that came before its session, or a device that has lost one message's key: the session is fine.
    private bool NeedsFetch(SessionInfo session)
    {
        var history = pipeline.RetryAnswers.History;
        bool isOther = demand.RegistrationId is { } registration && registration != session.RegistrationId;
        bool isStuck = history.IsStuck(demand.Requester, Id, demand.Count, session.BaseKey);
        bool mayFetch = demand.Count >= 2 && history.TryFetch(demand.Requester, pipeline.Parts.Time.GetUtcNow());
        return isOther || isStuck || mayFetch;
    }

    // The server could put keys of its own into a receipt, so a companion's must bear its account's signature here too.
    private async Task VerifyAsync(SignalTransaction transaction, PreKeyBundle bundle)
    {
        if (demand.Requester.Device == 0)
            return;
        var address = await pipeline.Addresses.OfAsync(transaction, demand.Requester);
        if (demand.DeviceIdentity.IsEmpty)
        {
            if (await transaction.IdentityOfAsync(address) != bundle.Identity)
                throw new DeviceIdentityException("A companion sent new keys without its account's signature.");
            return;
        }

        var account = await AccountKeys.OfAsync(pipeline, transaction, demand.Requester);
        DeviceIdentityCheck.Verify(demand.DeviceIdentity.Span, bundle.Identity, account);
    }

    private async Task<Message> WrapAsync(SignalTransaction transaction, Message message)
    {
        if (demand.Participant is not null)
        {
            byte[] distribution = await transaction.DistributionOfAsync(original.Chat, pipeline.SenderKeyAddress);
            message.SenderKeyDistributionMessage =
                MessageWriter.SenderKeyCarrier(original.Chat, distribution).SenderKeyDistributionMessage;
            return message;
        }

        bool isPeer = original.Chat == pipeline.Me.Id?.ToAccount() && message.ProtocolMessage is not null;
        return pipeline.Me.IsMe(demand.Requester) && !isPeer ? MessageWriter.ForOwnDevices(message, original.Chat) : message;
    }

    private sealed record FetchedKeys(PreKeyBundle? Bundle);
}
