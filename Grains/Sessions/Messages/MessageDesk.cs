using System.Text.Json;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>Sends for callers, and shows them what was written.</summary>
internal sealed class MessageDesk(MessageStore messages)
{
    private const int MaxText = 65_536;
    private const int MaxMentions = 1_024;
    private const int MaxListed = 1_000;

    /// <summary>Less than the 15 s after which the caller of a grain gives up: it is told what came of the message, and not that nobody answered.</summary>
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    public async Task<SendAnswer> SendTextAsync(SessionActor actor, LinkedAccount? me, TextRequest request)
    {
        var status = actor.State.Status;
        if (status != SessionStatus.Working || actor.Engine is not { } engine || me is null)
            return Refuse(SendRefusal.NotWorking, "The session isn't connected.");
        try
        {
            var chat = WahaIds.ParseChat(request.Chat);
            var content = await ContentOfAsync(actor.Record.Id, chat, request);
            // Off the grain's scheduler: a send has work to do between its waits, and the session's other calls go on meanwhile.
            var sent = await Task.Run(() => engine.Client.Messages.SendAsync(chat, content, new SendOptions { Id = request.Id }).WaitAsync(SendTimeout));
            var self = Jid.Parse(me.Jid).ToAccount();
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
            return new SendAnswer(status, System.Text.Encoding.UTF8.GetString(MessageJson.Message(facts, content, AckWords.Server)));
        }
        catch (ArgumentException problem)
        {
            return Refuse(SendRefusal.Invalid, problem.Message);
        }
        catch (RecipientNotFoundException problem)
        {
            return Refuse(SendRefusal.NoRecipient, problem.Message);
        }
        catch (Exception problem) when (problem is TimeoutException or SendTimeoutException)
        {
            return Refuse(SendRefusal.Unconfirmed, "WhatsApp didn't confirm the message in time. It may still be sent.");
        }
        catch (SendException problem)
        {
            return Refuse(SendRefusal.Refused, problem.Message);
        }
        catch (RequestException problem)
        {
            return Refuse(SendRefusal.NotWorking, problem.Message);
        }

        SendAnswer Refuse(SendRefusal refusal, string reason) => new(status, null, refusal, reason);
    }

    public async Task<string[]> ListChatsAsync(SessionId session, int limit, int offset)
    {
        Check(limit, offset);
        var chats = await messages.ListChatsAsync(session, limit, offset, CancellationToken.None);
        return
        [
            .. chats.Select(static chat => JsonSerializer.Serialize(
                new ChatShape(WahaIds.Of(Jid.Parse(chat.Chat)), chat.Name, chat.At.ToUnixTimeSeconds()), JsonSerializerOptions.Web)),
        ];
    }

    public async Task<string[]> ListMessagesAsync(SessionId session, string? chat, int limit, int offset)
    {
        Check(limit, offset);
        var name = chat is null ? null : WahaIds.ParseChat(chat).ToString();
        var found = await messages.ListAsync(session, name, limit, offset, CancellationToken.None);
        return [.. found.Select(static message => MessageJson.Show(message.Body, message.Ack))];
    }

    private async Task<TextContent> ContentOfAsync(SessionId session, Jid chat, TextRequest request)
    {
        if (request.Text is not { Length: > 0 and <= MaxText })
            throw new ArgumentException($"text must have 1 to {MaxText} characters.");
        if (request.Mentions.Length > MaxMentions)
            throw new ArgumentException($"mentions has at most {MaxMentions} entries.");
        var everyone = request.Mentions.Contains("all");
        return new TextContent(request.Text)
        {
            Context = new MessageContext
            {
                Quoted = request.ReplyTo is { } id ? await QuoteAsync(session, chat, WahaIds.BareId(id)) : null,
                Mentions = [.. request.Mentions.Where(static mention => mention != "all").Select(WahaIds.ParseChat)],
                MentionsEveryone = everyone,
            },
        };
    }

    private async Task<QuotedMessage> QuoteAsync(SessionId session, Jid chat, string id)
    {
        var found = await messages.FindAsync(session, chat.ToString(), id, CancellationToken.None);
        if (found is not [var message, ..])
            throw new ArgumentException("reply_to names a message that isn't in this chat, or isn't kept.");
        return new QuotedMessage(id, message.Sender.Length > 0 ? Jid.Parse(message.Sender) : null, MessageJson.BytesOf(message.Body));
    }

    private static void Check(int limit, int offset)
    {
        if (limit is < 1 or > MaxListed || offset < 0)
            throw new ArgumentException($"limit must be 1 to {MaxListed}, and offset 0 or more.");
    }

    private sealed record ChatShape(string Id, string? Name, long ConversationTimestamp);
}
