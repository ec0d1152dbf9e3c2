using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>What one batch of the engine means: messages to be kept, names, how far others got, and what is told of it.</summary>
internal sealed class InboundNews(SessionConfig config, ChatDirectory chats, Jid me, DateTimeOffset now)
{
    private readonly List<StoredMessage> _messages = [];
    private readonly List<AckChange> _acks = [];
    private readonly List<SessionEvent> _events = [];
    private readonly Dictionary<string, string> _names = [];

    public IReadOnlyList<StoredMessage> Messages => _messages;

    public IReadOnlyList<AckChange> Acks => _acks;

    public IReadOnlyList<SessionEvent> Events => _events;

    public IReadOnlyDictionary<string, string> Names => _names;

    public async Task AddAsync(ClientEvent happened)
    {
        switch (happened)
        {
            case MessageReceived { Source.IsPeer: false } received when !IsIgnored(received.Source.Chat):
                await AddAsync(received);
                break;
            case ReceiptReceived { IsFromMe: false } receipt when AckWords.Of(receipt.Kind) is { } ack:
                await AddAsync(receipt, ack);
                break;
        }
    }

    /// <summary>The server's answer to a message of this account.</summary>
    public void AddSettled(string id, Jid chat, DateTimeOffset at, int ack) => Tell(EventTypes.Ack, at, $"{id}\n{ack}", MessageJson.Ack(Own(id, chat, at), ack));

    private async Task AddAsync(MessageReceived received)
    {
        var source = received.Source;
        var sender = source.IsFromMe ? me : await chats.NameAsync(source.Sender, source.SenderAlternative);
        var facts = new MessageFacts
        {
            Id = source.Id,
            Me = me,
            Chat = await chats.NameAsync(source.Chat, source.ChatAlternative),
            Sender = sender,
            SenderLid = await chats.HiddenAsync(source.Sender, source.SenderAlternative),
            FromMe = source.IsFromMe,
            At = source.Timestamp,
            PushName = source.PushName,
        };
        if (!facts.FromMe && facts.PushName is { Length: > 0 } name)
            _names[facts.Sender.ToString()] = name;
        switch (received.Content)
        {
            case ReactionContent reaction:
                Tell(EventTypes.Reaction, facts, MessageJson.Reaction(facts, reaction, FullIdOf(facts, reaction.Target)));
                break;
            case EditContent edit:
                Tell(EventTypes.Edited, facts, MessageJson.Edited(facts, edit));
                break;
            case RevokeContent revoke:
                Tell(EventTypes.Revoked, facts, MessageJson.Revoked(facts, revoke));
                break;
            case var content when ContentText.IsMessage(content):
                Keep(facts, content, received.Bytes);
                break;
        }
    }

    private void Keep(MessageFacts facts, MessageContent content, ReadOnlyMemory<byte> bytes)
    {
        var ack = facts.FromMe ? AckWords.Server : AckWords.Device;
        var json = MessageJson.Message(facts, content, ack);
        if (config.Store.Messages)
        {
            var sender = facts.FromMe ? "" : facts.Sender.ToString();
            _messages.Add(new StoredMessage(facts.Chat.ToString(), facts.Id, sender, facts.At, ack, MessageJson.Keep(json, bytes)));
        }

        if (!facts.FromMe)
            Tell(EventTypes.Message, facts, json);
        Tell(EventTypes.AnyMessage, facts, json);
    }

    private async Task AddAsync(ReceiptReceived receipt, int ack)
    {
        var chat = await chats.NameAsync(receipt.Chat);
        if (IsIgnored(chat))
            return;
        var by = await chats.NameAsync(receipt.By);
        var isList = chat.Kind is not (JidKind.User or JidKind.Lid);
        foreach (var id in receipt.Ids)
        {
            _acks.Add(new AckChange(id, ack));
            var facts = Own(id, chat, receipt.At) with { Sender = isList ? by : me };
            var type = isList ? EventTypes.GroupAck : EventTypes.Ack;
            Tell(type, receipt.At, $"{id}\n{by}\n{ack}", MessageJson.Ack(facts, ack));
        }
    }

    private MessageFacts Own(string id, Jid chat, DateTimeOffset at) =>
        new() { Id = id, Me = me, Chat = chat, Sender = me, FromMe = true, At = at };

    /// <summary>The target as its sender names it: what is this account's there is another's here, and the other way round.</summary>
    private static string FullIdOf(MessageFacts facts, MessageReference target)
    {
        var isMine = facts.FromMe == target.FromMe && (facts.FromMe || target.Sender?.ToAccount() == facts.Me);
        if (facts.Participant is null)
            isMine = facts.FromMe ? target.FromMe : !target.FromMe;
        var participant = facts.Participant is null ? null : target.Sender ?? (target.FromMe ? facts.Sender : null);
        return WahaIds.OfMessage(isMine, facts.Chat, target.Id, participant);
    }

    private void Tell(string type, MessageFacts facts, byte[] body) => Tell(type, facts.At, $"{facts.Chat}\n{facts.Sender}\n{facts.Id}", body);

    /// <summary>
    /// The id is made of what happened: what is received a second time, because nobody knew whether it was stored, is the same event.
    /// </summary>
    private void Tell(string type, DateTimeOffset at, string what, byte[] body) =>
        _events.Add(new SessionEvent(EventIds.Of(at, $"{type}\n{what}"), type, at > now ? now : at, body));

    private bool IsIgnored(Jid chat) => chat.Kind switch
    {
        JidKind.Status => config.Ignore.Status,
        JidKind.Group => config.Ignore.Groups,
        JidKind.Newsletter => config.Ignore.Channels,
        JidKind.Broadcast => config.Ignore.Broadcast,
        _ => false,
    };
}
