using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>
/// Binds the engine to the database: what was decrypted becomes durable with its ratchets and with what is told of it, before it is
/// acknowledged; what was encrypted becomes durable with its ratchets before it leaves.
/// </summary>
/// <param name="journal">Where it is written.</param>
/// <param name="store">The device's own store.</param>
/// <param name="chats">What chats are called.</param>
/// <param name="config">The session's config as it is now.</param>
/// <param name="told">Called when something was written that webhooks want.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionHandOver(
    MessageJournal journal, IEngineStore store, ChatDirectory chats, Func<SessionConfig> config, Action told, TimeProvider time)
    : IMessageHandOver
{
    private const int ChatsKept = 2_000;

    private readonly Dictionary<string, Jid> _chatOfId = [];
    private Jid? _me;

    public async ValueTask<IReadOnlySet<int>> TakeInboundAsync(InboundBatch batch, long epoch)
    {
        var fingerprints = batch.Items.Select(static item => item.Key is { } key ? MessageJournal.FingerprintOf(key) : null).ToArray();
        var known = (await journal.FindReceivedAsync([.. fingerprints.OfType<string>().Distinct()], CancellationToken.None)).ToDictionary();
        var now = time.GetUtcNow();
        var current = config();
        var news = new InboundNews(current, chats, await MeAsync(), now);
        var repeated = new HashSet<int>();
        var received = new List<ReceivedKey>();
        // First: that a message is at the server is told before the receipts of those who have it, which may be in the same batch.
        foreach (var settled in batch.Settled)
        {
            if (await ChatOfAsync(settled.Id) is { } chat)
                news.AddSettled(settled.Id, chat, settled.At, settled.Error is null ? AckWords.Server : AckWords.Refused);
        }

        for (var place = 0; place < batch.Items.Count; place++)
        {
            var item = batch.Items[place];
            if (fingerprints[place] is { } fingerprint)
            {
                if (known.TryGetValue(fingerprint, out var wasPlaceholder) && (item.IsPlaceholder || !wasPlaceholder))
                {
                    repeated.Add(place);
                    continue;
                }

                known[fingerprint] = item.IsPlaceholder;
                received.Add(new ReceivedKey(fingerprint, item.IsPlaceholder));
            }

            await news.AddAsync(item.Event);
        }

        await CommitAsync(
            new MessageCommit
            {
                Delta = batch.Delta,
                At = now,
                Messages = news.Messages,
                Names = news.Names,
                Acks = news.Acks,
                Received = received,
                Settled = batch.Settled,
            },
            news.Events,
            current,
            epoch);
        return repeated;
    }

    public async ValueTask TakeOutgoingAsync(OutgoingBatch batch, long epoch)
    {
        var messages = new List<StoredMessage>();
        var events = new List<SessionEvent>();
        var current = config();
        foreach (var message in batch.Messages)
        {
            var chat = await chats.NameAsync(message.Chat);
            // One that is there already is the same message, encrypted again for someone who couldn't read it.
            if (await journal.FindOutgoingAsync(message.Id, CancellationToken.None) is null)
                Keep(message, chat, current, messages, events);
            Remember(message.Id, chat);
        }

        await CommitAsync(
            new MessageCommit { Delta = batch.Delta, At = time.GetUtcNow(), Messages = messages, Outgoing = batch.Messages },
            events,
            current,
            epoch);
    }

    public async ValueTask<OutgoingRecord?> FindOutgoingAsync(string id, CancellationToken cancellationToken) =>
        await journal.FindOutgoingAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<OutgoingMessage>> LoadPendingAsync(CancellationToken cancellationToken) =>
        await journal.LoadPendingAsync(cancellationToken);

    private static void Keep(
        OutgoingMessage message, Jid chat, SessionConfig config, List<StoredMessage> messages, List<SessionEvent> events)
    {
        if (message.ReadContent() is not { } content || !ContentText.IsMessage(content))
            return;
        var me = message.From.ToAccount();
        var facts = new MessageFacts
        {
            Id = message.Id,
            Me = me,
            Chat = chat,
            Sender = me,
            FromMe = true,
            At = message.At,
            IsFromHere = true,
        };
        var json = MessageJson.Message(facts, content, AckWords.Pending);
        if (config.Store.Messages)
        {
            var body = MessageJson.Keep(json, message.Plaintext);
            messages.Add(new StoredMessage(chat.ToString(), message.Id, "", message.At, AckWords.Pending, body));
        }

        events.Add(new SessionEvent(EventIds.Of(message.At, $"{EventTypes.AnyMessage}\n{message.Id}"), EventTypes.AnyMessage, message.At, json));
    }

    private async Task CommitAsync(MessageCommit commit, IReadOnlyList<SessionEvent> events, SessionConfig current, long epoch)
    {
        var batch = new EventBatch(events, WebhookTargets.Of(current, events));
        await journal.CommitAsync(commit with { Events = batch }, epoch, CancellationToken.None);
        if (events.Count > 0)
            told();
    }

    /// <summary>This account by phone number. Nothing is received before it is known.</summary>
    private async Task<Jid> MeAsync()
    {
        if (_me is null && await store.LoadCredentialsAsync(CancellationToken.None) is { Id: { } id })
            _me = id.ToAccount();
        return _me ?? throw new InvalidOperationException("A device that is linked to no account has received something.");
    }

    private async Task<Jid?> ChatOfAsync(string id)
    {
        if (_chatOfId.TryGetValue(id, out var chat))
            return chat;
        return await journal.FindOutgoingAsync(id, CancellationToken.None) is { } record ? await chats.NameAsync(record.Message.Chat) : null;
    }

    private void Remember(string id, Jid chat)
    {
        if (_chatOfId.Count >= ChatsKept)
            _chatOfId.Clear();
        _chatOfId[id] = chat;
    }
}
