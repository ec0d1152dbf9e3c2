using System.Text;
using System.Text.Json;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Presence;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>The session has sent as many messages as it may.</summary>
internal sealed class TooManyMessagesException(TimeSpan wait) : Exception(
    "The session has sent as many messages as it may, for now. Its limits (ratePerMin, ratePerHour) keep the number from being banned.")
{
    public TimeSpan Wait => wait;
}

/// <summary>Sends for callers, and says whom they have seen and what they are doing.</summary>
internal sealed class SendDesk(MessageStore messages, EngineFactory engines, SendingLimits limits, TimeProvider time)
{
    private const int MaxSeen = 1_000;
    private const int SeenOfAccount = 30;
    private const int SeenOfGroup = 100;

    // A practised thumb's speed, from the first letter on and not for ever: the caller waits for it.
    private static readonly TimeSpan TypingAtLeast = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TypingOfLetter = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan TypingAtMost = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan SeenWithin = TimeSpan.FromDays(7);

    /// <summary>Less than the 15 s after which the caller of a grain gives up: it is told what came of the message, and not that nobody answered.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly SendRate _rate = new(time);

    /// <param name="actor">The session.</param>
    /// <param name="me">Its account; null if it has none.</param>
    /// <param name="request">What is sent. Without a chat, the one that the id of the message names which it is about.</param>
    public Task<SendAnswer> SendAsync(SessionActor actor, LinkedAccount? me, MessageRequest request) => EngineAnswers.AnswerAsync(actor, async client =>
    {
        var self = Jid.Parse((me ?? throw new NotConnectedException("The session isn't paired.")).Jid).ToAccount();
        var chat = ChatOf(request);
        if (chat.Kind == JidKind.Status)
            throw new ArgumentException("Status updates aren't sent as messages.");
        var finder = Finder(actor.Record.Id);
        var options = new SendOptions { Id = request.Id };
        var config = actor.Config.Shown;
        var (sent, content) = request is VoteRequest vote
            ? await VoteAsync(client, finder, chat, vote, options, () => CountIn(config))
            : await SendAsync(client, chat, await new ContentMaker(finder).MakeAsync(chat, request), options, config);
        var facts = new MessageFacts
        {
            Id = sent.Id,
            Me = self,
            Chat = chat,
            Sender = self,
            FromMe = true,
            At = sent.At,
            IsFromHere = true,
        };
        return Encoding.UTF8.GetString(MessageJson.Message(facts, content, AckWords.Server));
    });

    public Task<SendAnswer> ShowAsync(SessionActor actor, ChatAction action) => EngineAnswers.AnswerAsync(actor, async client =>
    {
        switch (action)
        {
            case SeenAction seen:
                var sources = await SeenAsync(actor.Record.Id, WahaIds.ParseChat(seen.Chat), seen);
                await client.Messages.MarkReadAsync(sources).WaitAsync(SendTimeout);
                return JsonSerializer.Serialize(sources.Select(static source => source.Id));
            case ActivityAction activity:
                var state = activity.Activity switch
                {
                    Activity.Typing => ChatState.Typing,
                    Activity.Recording => ChatState.Recording,
                    _ => ChatState.Paused,
                };
                await client.Presence.SetStateAsync(WahaIds.ParseChat(activity.Chat), state).WaitAsync(SendTimeout);
                break;
            case PresenceAction presence:
                await AnnounceAsync(client, presence.Online);
                break;
            default:
                throw new ArgumentException($"Nothing is known of {action.GetType().Name}.");
        }

        return null;
    });

    private static async Task AnnounceAsync(WhatsAppClient client, bool online)
    {
        try
        {
            await client.AnnouncePresenceAsync(online).WaitAsync(SendTimeout);
        }
        catch (InvalidOperationException problem)
        {
            throw new NotConnectedException(problem.Message); // the phone hasn't sent the account's name yet
        }
    }

    // Off the grain's scheduler: a send has work to do between its waits, and the session's other calls go on meanwhile.
    private async Task<(SentMessage Sent, MessageContent Content)> SendAsync(
        WhatsAppClient client, Jid chat, MessageContent content, SendOptions options, SessionConfig config)
    {
        CountIn(config);
        if (config.PresenceTyping && content is TextContent text)
        {
            await client.Presence.SetStateAsync(chat, ChatState.Typing).WaitAsync(SendTimeout);
            var typing = TypingAtLeast + TypingOfLetter * text.Text.Length;
            await Task.Delay(typing < TypingAtMost ? typing : TypingAtMost, time);
        }

        return (await Task.Run(() => client.Messages.SendAsync(chat, content, options).WaitAsync(SendTimeout)), content);
    }

    private void CountIn(SessionConfig config)
    {
        if (_rate.Count(config.RatePerMinute ?? limits.PerMinute, config.RatePerHour ?? limits.PerHour) is { } wait)
            throw new TooManyMessagesException(wait);
    }

    private static async Task<(SentMessage Sent, MessageContent Content)> VoteAsync(
        WhatsAppClient client, MessageFinder finder, Jid chat, VoteRequest vote, SendOptions options, Action count)
    {
        var kept = await finder.FindAsync(chat, vote.PollId);
        var isFromMe = kept.Sender.Length == 0;
        var bytes = MessageJson.BytesOf(kept.Body);
        if (KeptMessages.ReadContent(bytes, isFromMe) is not PollContent poll
            || KeptMessages.ReadSecret(bytes, isFromMe, kept.Id, await finder.SendersAsync(kept)) is not { } secret)
            throw new ArgumentException("pollMessageId must be the id of a poll.");
        if (vote.Options.Except(poll.Options).Any())
            throw new ArgumentException("votes may hold the poll's options only.");
        var reference = await finder.ReferToAsync(chat, vote.PollId);
        count();
        var sent = await Task.Run(() => client.Messages.VoteAsync(reference, secret, vote.Options.Distinct(), options).WaitAsync(SendTimeout));
        return (sent, new UnknownContent("pollUpdateMessage"));
    }

    private static Jid ChatOf(MessageRequest request)
    {
        if (request.Chat.Length > 0)
            return WahaIds.ParseChat(request.Chat);
        var about = request switch
        {
            ReactionRequest reaction => reaction.MessageId,
            EditRequest edit => edit.MessageId,
            RevokeRequest revoke => revoke.MessageId,
            PinRequest pin => pin.MessageId,
            VoteRequest vote => vote.PollId,
            _ => "",
        };
        return WahaIds.TryParseMessage(about)?.Chat
            ?? throw new ArgumentException("messageId must be a whole one, as true_15550000001@c.us_3EB0..., where there is no chatId.");
    }

    private async Task<IReadOnlyList<MessageSource>> SeenAsync(SessionId session, Jid chat, SeenAction seen)
    {
        if (seen.MessageIds.Length > MaxSeen)
            throw new ArgumentException($"messageIds has at most {MaxSeen} entries.");
        var finder = Finder(session);
        var now = time.GetUtcNow();
        var sources = new List<MessageSource>();
        if (seen.MessageIds.Length > 0)
        {
            var participant = seen.Participant is { } text ? WahaIds.ParseChat(text) : null;
            foreach (var id in seen.MessageIds)
                sources.Add(await finder.SourceOfAsync(chat, id ?? throw new ArgumentException("messageIds has an entry that is none."), participant, now));
        }
        else
        {
            var latest = chat.Kind == JidKind.Group ? SeenOfGroup : SeenOfAccount;
            foreach (var kept in await messages.ListAsync(session, chat.ToString(), latest, 0, CancellationToken.None))
            {
                if (now - kept.At <= SeenWithin)
                    sources.Add(await finder.SourceOfAsync(chat, kept));
            }
        }

        return [.. sources.Where(static source => !source.IsFromMe)];
    }

    private MessageFinder Finder(SessionId session) => new(messages, engines.StoreOf(session), session);
}
