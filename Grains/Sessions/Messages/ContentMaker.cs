using Wasilo.Grains.Abstractions.Messages;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>Makes content of what callers ask for.</summary>
internal sealed class ContentMaker(MessageFinder finder)
{
    private const int MaxText = 65_536;
    private const int MaxMentions = 1_024;
    private const int MaxContacts = 100;
    private const int MaxName = 1_024;
    private const int MaxVCard = 65_536;
    private const int MaxEmoji = 64; // one emoji of several parts, with their joiners
    private const int MinOptions = 2;
    private const int MaxOptions = 12; // as WhatsApp's clients offer
    private const int MaxOption = 100;

    private static readonly TimeSpan[] PinDurations = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <exception cref="ArgumentException">Something about it can't be.</exception>
    /// <exception cref="NoSuchMessageException">It is about a message that isn't kept.</exception>
    public async Task<MessageContent> MakeAsync(Jid chat, MessageRequest request) => request switch
    {
        TextRequest text => new TextContent(TextOf(text.Text)) { Context = await ContextAsync(chat, request), Link = LinkOf(text) },
        LocationRequest location => new LocationContent(Degrees(location.Latitude, 90, "latitude"), Degrees(location.Longitude, 180, "longitude"))
        {
            Name = NameOf(location.Name, "title"),
            Address = NameOf(location.Address, "address"),
            Context = await ContextAsync(chat, request),
        },
        PollRequest poll => PollOf(poll) with { Context = await ContextAsync(chat, request) },
        ContactsRequest contacts => new ContactContent(CardsOf(contacts)) { Context = await ContextAsync(chat, request) },
        ReactionRequest reaction => new ReactionContent(await finder.ReferToAsync(chat, reaction.MessageId), EmojiOf(reaction.Emoji)),
        EditRequest edit => new EditContent(Own(await finder.ReferToAsync(chat, edit.MessageId)), new TextContent(TextOf(edit.Text))
        {
            Context = await ContextAsync(chat, request),
        }),
        RevokeRequest revoke => new RevokeContent(OwnOrAdmins(chat, await finder.ReferToAsync(chat, revoke.MessageId))),
        PinRequest pin => await PinOfAsync(chat, pin),
        ForwardRequest forward => await ForwardAsync(chat, forward),
        _ => throw new ArgumentException($"Nothing is known of {request.GetType().Name}."),
    };

    private async Task<MessageContext> ContextAsync(Jid chat, MessageRequest request)
    {
        if (request.Mentions.Length > MaxMentions)
            throw new ArgumentException($"mentions has at most {MaxMentions} entries.");
        return new MessageContext
        {
            Quoted = request.ReplyTo is { } id ? await QuoteAsync(chat, id) : null,
            Mentions = [.. request.Mentions.Where(static mention => mention != "all").Select(WahaIds.ParseChat)],
            MentionsEveryone = request.Mentions.Contains("all"),
        };
    }

    private async Task<QuotedMessage> QuoteAsync(Jid chat, string id)
    {
        var kept = await finder.TryFindAsync(chat, id)
            ?? throw new ArgumentException("reply_to names a message that isn't in this chat, or isn't kept.");
        return new QuotedMessage(kept.Id, kept.Sender.Length > 0 ? Jid.Parse(kept.Sender) : null, MessageJson.BytesOf(kept.Body));
    }

    private async Task<PinContent> PinOfAsync(Jid chat, PinRequest pin)
    {
        if (pin.Duration is { } asked && !PinDurations.Contains(asked))
            throw new ArgumentException("duration must be 86400, 604800 or 2592000 seconds.");
        var target = await finder.ReferToAsync(chat, pin.MessageId);
        return new PinContent(target, pin.Duration is not null) { Duration = pin.Duration ?? PinDurations[1] };
    }

    private async Task<MessageContent> ForwardAsync(Jid chat, ForwardRequest forward)
    {
        var kept = await finder.FindAsync(WahaIds.TryParseMessage(forward.MessageId)?.Chat ?? chat, forward.MessageId);
        var content = KeptMessages.ReadContent(MessageJson.BytesOf(kept.Body), kept.Sender.Length == 0);
        if (content is null or UnknownContent)
            throw new ArgumentException("This kind of message can't be forwarded.");
        return content with { Context = new MessageContext { ForwardingScore = content.Context.ForwardingScore + 1 } };
    }

    private static MessageReference Own(MessageReference target) => target.FromMe
        ? target
        : throw new ArgumentException("Only messages of this account can be edited.");

    private static MessageReference OwnOrAdmins(Jid chat, MessageReference target) => target.FromMe || chat.Kind == JidKind.Group
        ? target
        : throw new ArgumentException("Only messages of this account can be deleted for everyone.");

    private static string TextOf(string? text) => text is { Length: > 0 and <= MaxText }
        ? text
        : throw new ArgumentException($"text must have 1 to {MaxText} characters.");

    private static string? NameOf(string? name, string what) => name is null or { Length: <= MaxName }
        ? name
        : throw new ArgumentException($"{what} has at most {MaxName} characters.");

    private static string EmojiOf(string? emoji) => emoji is { Length: <= MaxEmoji }
        ? emoji
        : throw new ArgumentException("reaction must be an emoji, or empty to take it back.");

    private static double Degrees(double value, int most, string what) => Math.Abs(value) <= most // false for no number
        ? value
        : throw new ArgumentException($"{what} must be -{most} to {most} degrees.");

    private static LinkPreview? LinkOf(TextRequest text)
    {
        if (text.Link is not { } link)
            return null;
        if (!text.Text.Contains(link.Url, StringComparison.Ordinal))
            throw new ArgumentException("The preview's url must stand in the text.");
        return new LinkPreview(link.Url) { Title = NameOf(link.Title, "title"), Description = NameOf(link.Description, "description") };
    }

    private static PollContent PollOf(PollRequest poll)
    {
        if (poll.Name is not { Length: > 0 and <= MaxName })
            throw new ArgumentException($"A poll's name must have 1 to {MaxName} characters.");
        if (poll.Options is not { Length: >= MinOptions and <= MaxOptions } || poll.Options.Distinct().Count() != poll.Options.Length)
            throw new ArgumentException($"A poll has {MinOptions} to {MaxOptions} options, all different.");
        if (poll.Options.Any(static option => option is not { Length: > 0 and <= MaxOption }))
            throw new ArgumentException($"An option must have 1 to {MaxOption} characters.");
        if (poll.SelectableCount < 0 || poll.SelectableCount > poll.Options.Length)
            throw new ArgumentException("One can choose as many options as there are, at most.");
        return new PollContent(poll.Name, [.. poll.Options]) { SelectableCount = poll.SelectableCount };
    }

    private static System.Collections.Immutable.ImmutableArray<ContactCard> CardsOf(ContactsRequest request)
    {
        if (request.Contacts is not { Length: > 0 and <= MaxContacts })
            throw new ArgumentException($"contacts has 1 to {MaxContacts} entries.");
        return [.. request.Contacts.Select(CardOf)];
    }

    private static ContactCard CardOf(ContactShown contact)
    {
        if (contact.VCard is { Length: > MaxVCard } || contact.FullName is { Length: > MaxName })
            throw new ArgumentException("A contact is too long.");
        if (contact.VCard is { } card)
            return new ContactCard(contact.FullName ?? VCard.NameOf(card) ?? throw new ArgumentException("A vCard must have a name (FN)."), card);
        if (string.IsNullOrWhiteSpace(contact.FullName) || contact.PhoneNumber is null)
            throw new ArgumentException("A contact must have a fullName and a phoneNumber, or a vcard.");
        return VCard.Write(contact.FullName, contact.PhoneNumber, contact.Organization, contact.WhatsAppId);
    }
}
