using System.Text.Json;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>Shows callers what was written.</summary>
internal sealed class MessageDesk(MessageStore messages)
{
    private const int MaxListed = 1_000;

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

    /// <summary>Empty if there is none.</summary>
    public async Task<string> FindAsync(SessionId session, string chat, string id)
    {
        var found = await messages.FindAsync(session, WahaIds.ParseChat(chat).ToString(), WahaIds.BareId(id), CancellationToken.None);
        return found is [var message, ..] ? MessageJson.Show(message.Body, message.Ack) : "";
    }

    private static void Check(int limit, int offset)
    {
        if (limit is < 1 or > MaxListed || offset < 0)
            throw new ArgumentException($"limit must be 1 to {MaxListed}, and offset 0 or more.");
    }

    private sealed record ChatShape(string Id, string? Name, long ConversationTimestamp);
}
