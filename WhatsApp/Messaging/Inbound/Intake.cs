using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Receipts;
using Wasilo.WhatsApp.Messaging.Retries;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>One batch of stanzas: what they change, what is reported, and what is answered once both are durable.</summary>
internal sealed class Intake(MessagePipeline pipeline, SignalTransaction transaction, bool isActive)
{
    private readonly List<InboundItem> _items = [];
    private readonly List<Settlement> _settled = [];
    private List<(Jid PhoneNumber, Jid Lid)>? _mappings;
    private List<(string Collection, ReadOnlyMemory<byte>? Record)>? _appState;
    private IReadOnlySet<int>? _repeated;

    /// <summary>What is sent in answer, in the order of the stanzas.</summary>
    internal List<Node> Answers { get; } = [];

    /// <summary>Messages whose senders are asked for them again.</summary>
    internal List<RetryNeed> Retries { get; } = [];

    /// <summary>Messages that the phone is asked for; and how soon.</summary>
    internal List<(MessageSource Source, bool AtOnce)> PhoneRequests { get; } = [];

    /// <summary>Retry receipts of others, which are answered by sending again.</summary>
    internal List<Node> Demands { get; } = [];

    /// <summary>Messages of ours for which the server had other recipients in mind.</summary>
    internal List<PendingSendHash> Deviations { get; } = [];

    /// <summary>Chats of the history in which there are tokens of trust.</summary>
    internal List<HistoryChat> Tokens { get; } = [];

    /// <summary>The name that the account's phone shows, if it is news.</summary>
    internal string? OwnName { get; private set; }

    internal async Task TakeAsync(Node stanza)
    {
        switch (stanza.Tag)
        {
            case "message":
                await TakeMessageAsync(stanza);
                break;
            case "receipt" when stanza["type"] == "retry":
                Demands.Add(stanza);
                break;
            case "receipt":
                foreach (var receipt in ReceiptReader.Read(stanza, pipeline.Me))
                    Report(receipt);
                Answers.Add(Ack.Of(stanza));
                break;
            case "ack":
                TakeAck(stanza);
                break;
        }
    }

    /// <summary>Makes it durable. After that, and not before, the rest may follow.</summary>
    internal async Task CommitAsync()
    {
        foreach (var change in transaction.IdentityChanges)
            Report(new DeviceIdentityChanged(change.Address.ToJid()));
        var delta = transaction.ToDelta() with { LidMappings = _mappings ?? [], AppState = _appState ?? [] };
        if (!delta.IsEmpty || _items.Count > 0 || _settled.Count > 0)
            _repeated = await pipeline.HandOver.TakeInboundAsync(new InboundBatch(delta, _items, _settled), pipeline.Parts.Keeper.Epoch);
        transaction.Commit();
    }

    /// <summary>Reports it, except for what was reported before.</summary>
    internal void Publish()
    {
        for (int i = 0; i < _items.Count; i++)
        {
            if (_repeated is null || !_repeated.Contains(i))
                pipeline.Parts.Events.Publish(_items[i].Event);
        }

        foreach (var settlement in _settled)
            pipeline.Pending.Settle(settlement);
    }

    internal void Report(ClientEvent happened) => _items.Add(new InboundItem(null, happened));

    internal void Report(MessageKey key, ClientEvent happened) => _items.Add(new InboundItem(key, happened));

    internal void Keep(string collection, ReadOnlyMemory<byte> record) => (_appState ??= []).Add((collection, record));

    /// <summary>Takes two jids for the same account's, if they can be.</summary>
    internal void Learn(Jid? one, Jid? other)
    {
        var lids = pipeline.Parts.Directory.Lids;
        if (LidMap.Pair(one, other) is not { } pair || lids.IsKnown(pair))
            return;
        (_mappings ??= []).Add(pair);
        lids.Note([pair]); // if the commit fails, all that is noted is forgotten
    }

    /// <summary>Takes a message that the phone sent because this device couldn't decrypt it.</summary>
    internal void TakeFromPhone(HistoryMessage message)
    {
        var me = pipeline.Me;
        if (message is not { Content: { } content, Key.Chat: { } chat })
            return;
        var sender = message.Key.FromMe ? me.In(chat.Kind).ToAccount() : message.Key.Sender ?? chat;
        var source = pipeline.PhoneRequests.Find(message.Key.Id, chat) ?? new MessageSource
        {
            Chat = chat.ToAccount(),
            Sender = sender,
            Id = message.Key.Id,
            Timestamp = message.Time ?? DateTimeOffset.UnixEpoch,
            IsFromMe = message.Key.FromMe,
            PushName = message.PushName,
        };
        pipeline.PhoneRequests.Forget(source.Key);
        Report(source.Key, new MessageReceived(source, content, message.Bytes) { Secret = message.Secret, IsFromPhone = true });
    }

    private async Task TakeMessageAsync(Node stanza)
    {
        var source = SourceReader.Read(stanza, pipeline.Me);
        if (source is null)
        {
            Answers.Add(Ack.Of(stanza, NackCode.Parsing));
            return;
        }

        Learn(source.Sender, source.SenderAlternative);
        Learn(source.Chat, source.ChatAlternative);
        if (source is { IsFromMe: true, PushName: { } name } && string.IsNullOrEmpty(pipeline.Me.PushName))
            OwnName = name;
        var outcome = await new Decryption(pipeline, transaction, stanza, source).DecryptAsync();
        switch (outcome.Result)
        {
            case DecryptionResult.Message:
                if (!pipeline.RetryRequests.IsEmpty)
                    pipeline.RetryRequests.Forget(source.Key);
                if (!pipeline.PhoneRequests.IsEmpty)
                    pipeline.PhoneRequests.Forget(source.Key);
                AnswerDelivered(stanza, source);
                TakeDecrypted(source, outcome.Message!);
                break;
            case DecryptionResult.Duplicate:
                AnswerDelivered(stanza, source);
                break;
            case DecryptionResult.Failed:
                ReportUndecryptable(source, UndecryptableReason.Decryption, outcome.IsHidden);
                Retries.Add(new RetryNeed(stanza, source, outcome)); // which acknowledges it too, after asking
                break;
            case DecryptionResult.Unavailable or DecryptionResult.Empty:
                ReportUndecryptable(
                    source,
                    outcome.Result == DecryptionResult.Empty ? UndecryptableReason.Empty : UndecryptableReason.Unavailable,
                    outcome.IsHidden);
                PhoneRequests.Add((source, AtOnce: true));
                Answers.Add(Ack.Of(stanza));
                break;
            case DecryptionResult.Malformed:
                ReportUndecryptable(source, UndecryptableReason.Malformed, outcome.IsHidden);
                Answers.Add(Ack.Of(stanza, NackCode.InvalidProtobuf));
                break;
            case DecryptionResult.UnknownEncryption:
                ReportUndecryptable(source, UndecryptableReason.UnknownEncryption, outcome.IsHidden);
                Answers.Add(Ack.Of(stanza));
                break;
            case DecryptionResult.Bot:
                Answers.Add(Ack.Of(stanza, NackCode.MissingMessageSecret));
                break;
        }
    }

    private void TakeDecrypted(MessageSource source, DecodedMessage message)
    {
        if (message.Protocol is { } protocol && ProtocolMessages.IsForClient(protocol))
        {
            // Whoever else says such things says them without meaning.
            if (source.IsFromMe)
                ProtocolMessages.Take(this, source, protocol);
        }
        else if (message.Content is { } content)
        {
            Report(source.Key, new MessageReceived(source, content, message.Bytes) { Secret = message.Secret });
        }
    }

    private void ReportUndecryptable(MessageSource source, UndecryptableReason reason, bool isHidden)
    {
        if (!isHidden)
            _items.Add(new InboundItem(source.Key, new MessageUndecryptable(source, reason), IsPlaceholder: true));
    }

    private void AnswerDelivered(Node stanza, MessageSource source) => Answers.Add(
        source.Chat.Kind == JidKind.Newsletter ? Ack.Of(stanza) : ReceiptNodes.Delivery(stanza, source, isActive));

    private void TakeAck(Node ack)
    {
        if (ack["class"] != "message" || ack["id"] is not { } id || pipeline.Pending.Find(id) is not { } pending)
            return;
        int? error = int.TryParse(ack["error"], NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : null;
        var settlement = new Settlement(id, SourceReader.Time(ack["t"]), error);
        _settled.Add(settlement);
        if (pending.IsForUsers)
            Report(new MessageSettled(id, pending.Message.Chat, settlement.At, error));
        if (ack["phash"] is { } hash && pending.Devices.Count > 0 && hash != ParticipantHash.Of(pending.Devices))
            Deviations.Add(new PendingSendHash(pending.Message.Chat, pending.Devices));
    }
}

/// <summary>A message whose sender is asked for it again.</summary>
internal sealed record RetryNeed(Node Stanza, MessageSource Source, DecryptionOutcome Outcome);

/// <summary>A message of ours for which the server had other recipients in mind.</summary>
internal sealed record PendingSendHash(Jid Chat, IReadOnlyList<Jid> Devices);
