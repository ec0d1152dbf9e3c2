using System.Collections.Immutable;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>A caller named a message that isn't in the chat, or isn't kept.</summary>
internal sealed class NoSuchMessageException(string id) : Exception(
    $"There is no message {id} in this chat, or it isn't kept; the id of one has the form true_15550000001@c.us_3EB0... .");

/// <summary>Finds the messages that callers name, and names them as WhatsApp does.</summary>
/// <remarks>
/// Accounts are kept by phone number. On the wire they go by their hidden id as soon as that is known, in groups as well; there it is what
/// the others' clients look for.
/// </remarks>
internal sealed class MessageFinder(MessageStore messages, IEngineStore store, SessionId session)
{
    private readonly ChatDirectory _names = new(store);

    /// <summary>The message as it is kept; null if it isn't.</summary>
    /// <param name="chat">Where it is.</param>
    /// <param name="id">Its own id, or the full one.</param>
    public async Task<StoredMessage?> TryFindAsync(Jid chat, string id) =>
        await messages.FindAsync(session, chat.ToString(), WahaIds.BareId(id), CancellationToken.None) is [var kept, ..] ? kept : null;

    /// <summary>The message as it is kept.</summary>
    /// <exception cref="NoSuchMessageException">It isn't.</exception>
    public async Task<StoredMessage> FindAsync(Jid chat, string id) =>
        await TryFindAsync(chat, id) ?? throw new NoSuchMessageException(id);

    /// <summary>How a message is named to others: as it is kept or, if it isn't, as its full id says.</summary>
    /// <exception cref="NoSuchMessageException">It isn't kept, and its id says too little.</exception>
    public async Task<MessageReference> ReferToAsync(Jid chat, string id)
    {
        var isOfMany = chat.Kind == JidKind.Group;
        if (await TryFindAsync(chat, id) is { } kept)
            return new MessageReference(await OnWireAsync(chat), kept.Id, kept.Sender.Length == 0, isOfMany ? await SenderAsync(kept) : null);
        if (WahaIds.TryParseMessage(id) is not { } named || (isOfMany && !named.FromMe && named.Participant is null))
            throw new NoSuchMessageException(id);
        var sender = !isOfMany ? null : named.Participant is { } participant ? await OnWireAsync(participant) : await OwnAsync();
        return new MessageReference(await OnWireAsync(chat), named.Id, named.FromMe, sender);
    }

    /// <summary>A message of someone else, for saying that it was seen.</summary>
    /// <exception cref="NoSuchMessageException">It isn't kept, and its id says too little.</exception>
    public async Task<MessageSource> SourceOfAsync(Jid chat, string id, Jid? participant, DateTimeOffset now)
    {
        if (await TryFindAsync(chat, id) is { } kept)
            return await SourceOfAsync(chat, kept);
        var sender = chat.Kind != JidKind.Group ? chat : WahaIds.TryParseMessage(id)?.Participant ?? participant ?? throw new NoSuchMessageException(id);
        return new MessageSource
        {
            Chat = await OnWireAsync(chat),
            Sender = await OnWireAsync(sender),
            Id = WahaIds.BareId(id),
            Timestamp = now,
        };
    }

    /// <inheritdoc cref="SourceOfAsync(Jid, string, Jid, DateTimeOffset)"/>
    public async Task<MessageSource> SourceOfAsync(Jid chat, StoredMessage kept) => new()
    {
        Chat = await OnWireAsync(chat),
        Sender = await SenderAsync(kept),
        Id = kept.Id,
        Timestamp = kept.At,
        IsFromMe = kept.Sender.Length == 0,
    };

    /// <summary>Who sent it: first as the others' clients name them, then the other way.</summary>
    public async Task<ImmutableArray<Jid>> SendersAsync(StoredMessage kept)
    {
        var wire = await SenderAsync(kept);
        var number = kept.Sender.Length > 0 ? Jid.Parse(kept.Sender) : (await CredentialsAsync()).Id!.ToAccount();
        return wire == number ? [wire] : [wire, number];
    }

    private async Task<Jid> SenderAsync(StoredMessage kept) => kept.Sender.Length > 0 ? await OnWireAsync(Jid.Parse(kept.Sender)) : await OwnAsync();

    private async Task<Jid> OwnAsync()
    {
        var credentials = await CredentialsAsync();
        return (credentials.Lid ?? credentials.Id!).ToAccount();
    }

    private async Task<Jid> OnWireAsync(Jid account) => await _names.HiddenAsync(account) ?? account;

    private async Task<Credentials> CredentialsAsync() =>
        await store.LoadCredentialsAsync(CancellationToken.None) ?? throw new InvalidOperationException("The session has no device.");

}
