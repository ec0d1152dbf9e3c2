using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Messaging.Receipts;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>Sends messages, and says that others' were seen.</summary>
/// <remarks>
/// Received messages are events of the client. A message to one chat never overtakes another one to the same chat. A message that was
/// encrypted is sent over as many connections as it takes, until the server confirms it or 75 seconds are over.
/// </remarks>
/// <example>
/// <code>
/// var sent = await client.Messages.SendTextAsync(Jid.Parse("15550000002@s.whatsapp.net"), "Hello");
/// await client.Messages.SendAsync(sent.Chat, new ReactionContent(new MessageReference(sent.Chat, sent.Id, FromMe: true), "👍"));
/// </code>
/// </example>
public sealed class Messenger
{
    private readonly ClientParts _parts;

    internal Messenger(ClientParts parts) => _parts = parts;

    /// <summary>Sends text.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<SentMessage> SendTextAsync(
        Jid chat, string text, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(chat, new TextContent(text), options, cancellationToken);

    /// <summary>Sends a message to an account or a group; completes when the server has confirmed it.</summary>
    /// <param name="chat">The account, by phone number or hidden id, or the group; this account itself for a note to oneself.</param>
    /// <param name="content">What it says: text, a reaction, an edit, a poll, ...</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Gives up waiting. The message may still be sent.</param>
    /// <exception cref="ArgumentException">Nothing can be sent there, or not this.</exception>
    /// <exception cref="NotConnectedException">The client isn't logged in.</exception>
    /// <exception cref="RequestException">What must be known of the recipients wasn't to be had.</exception>
    /// <exception cref="SendException">The message wasn't sent, or maybe not: one type for each reason.</exception>
    public Task<SentMessage> SendAsync(
        Jid chat, MessageContent content, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(content);
        var account = chat.ToAccount();
        if (account.Kind is not (JidKind.User or JidKind.Lid or JidKind.Group))
            throw new ArgumentException($"'{chat}' is no account and no group.", nameof(chat));
        return _parts.Messages.Sender.SendAsync(account, content, null, options ?? new()).WaitAsync(cancellationToken);
    }

    /// <summary>Publishes a status update.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="viewers">The accounts that may see it; this account's own devices see it as well.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Gives up waiting. The update may still be sent.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public Task<SentMessage> SendStatusAsync(
        MessageContent content, IReadOnlyList<Jid> viewers, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(viewers);
        return _parts.Messages.Sender.SendAsync(Jid.Status, content, viewers, options ?? new()).WaitAsync(cancellationToken);
    }

    /// <summary>Votes in a poll.</summary>
    /// <param name="poll">The poll's message; its chat is where the vote goes.</param>
    /// <param name="secret">The secret of that message, and who sent it.</param>
    /// <param name="choices">All options that are selected now; none takes the vote back.</param>
    /// <param name="options">How it is sent.</param>
    /// <param name="cancellationToken">Gives up waiting. The vote may still be sent.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public Task<SentMessage> VoteAsync(
        MessageReference poll,
        MessageSecret secret,
        IEnumerable<string> choices,
        SendOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(secret);
        var chat = poll.Chat ?? throw new ArgumentException("The poll's message must name its chat.", nameof(poll));
        // In the addressing in which the poll's sender is named: the receivers derive the key from both names.
        var voter = _parts.Keeper.Current.In(secret.Senders[0].Kind).ToAccount();
        return SendAsync(chat, PollVotes.Seal(poll, secret, voter, choices, _parts.Random), options, cancellationToken);
    }

    /// <summary>Tells senders that their messages were read; the account's other devices, if the account keeps that to itself.</summary>
    /// <param name="messages">Messages of others, in whatever chats.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="NotConnectedException">The client isn't logged in.</exception>
    public Task MarkReadAsync(IEnumerable<MessageSource> messages, CancellationToken cancellationToken = default) =>
        MarkAsync(messages, _parts.HidesReading ? "read-self" : "read").WaitAsync(cancellationToken);

    /// <summary>Tells senders that their voice messages were played, or what they sent to be seen once was seen.</summary>
    /// <inheritdoc cref="MarkReadAsync"/>
    public Task MarkPlayedAsync(IEnumerable<MessageSource> messages, CancellationToken cancellationToken = default) =>
        MarkAsync(messages, "played").WaitAsync(cancellationToken);

    /// <summary>Asks the account's phone for what was written in a chat before a message. It comes as history.</summary>
    /// <param name="oldest">The oldest message that is known.</param>
    /// <param name="oldestTime">Its time.</param>
    /// <param name="count">How many messages; phones give 50 as a rule.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The request's id, by which its answer can be told.</returns>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public async Task<string> RequestHistoryAsync(
        MessageReference oldest, DateTimeOffset oldestTime, int count = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(oldest);
        var message = PeerRequests.History(oldest, oldestTime, count, _parts.Keeper.Current.Lid);
        var sent = await _parts.Messages.Sender.SendToPhoneAsync(message).WaitAsync(cancellationToken);
        return sent.Id;
    }

    private async Task MarkAsync(IEnumerable<MessageSource> messages, string type)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var now = _parts.Time.GetUtcNow();
        foreach (var group in messages.GroupBy(
            message => (message.Chat, Author: message.Chat.IsList() ? message.Sender.ToAccount() : null)))
        {
            // Nobody is told who reads a channel.
            string kind = group.Key.Chat.Kind == JidKind.Newsletter && type == "read" ? "read-self" : type;
            foreach (string[] ids in group.Select(message => message.Id).Distinct().Chunk(ReceiptNodes.IdsInOne))
                await _parts.Server.SendAsync(ReceiptNodes.Seen(group.Key.Chat, group.Key.Author, ids, kind, now));
        }
    }
}
