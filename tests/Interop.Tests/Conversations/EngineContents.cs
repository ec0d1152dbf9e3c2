using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>What messages say, to and from the engine's contents.</summary>
internal static class EngineContents
{
    private const char Bar = '|';

    public static MessageContent Write(Said said, Jid chat, EngineMemory memory, Device own) => said switch
    {
        Words words => new TextContent(words.Text) { Context = ContextOf(words, memory) },
        Reaction reaction => new ReactionContent(memory.Get(reaction.Target).Reference, reaction.Emoji),
        Edit edit => new EditContent(memory.Get(edit.Target).Reference, new TextContent(edit.Text)),
        Revoke revoke => new RevokeContent(memory.Get(revoke.Target).Reference),
        Poll poll => new PollContent(poll.Question, [.. poll.Options.Split(Bar)]) { SelectableCount = poll.Selectable },
        Vote vote => Seal(vote, memory.Get(vote.Target), own),
        Place place => new LocationContent(place.Latitude, place.Longitude) { Name = place.Name },
        Contact contact => new ContactContent([new ContactCard(contact.Name, contact.Card)]),
        _ => throw new ArgumentOutOfRangeException(nameof(said), said, $"Nobody translates that for {chat}."),
    };

    public static Said Read(MessageReceived received, EngineMemory memory) => received.Content switch
    {
        TextContent text => Read(text),
        ReactionContent reaction => new Reaction(reaction.Target.Id, reaction.Emoji),
        EditContent { Content: TextContent text } edit => new Edit(edit.Target.Id, text.Text),
        RevokeContent revoke => new Revoke(revoke.Target.Id),
        PollContent poll => new Poll(poll.Name, string.Join(Bar, poll.Options), poll.SelectableCount),
        PollVoteContent vote => new Vote(vote.Poll.Id, Open(vote, memory, received.Source.Id)),
        LocationContent place => new Place(place.Latitude, place.Longitude, place.Name ?? ""),
        ContactContent { Cards: [var card] } => new Contact(card.DisplayName, card.Text),
        var content => throw new ArgumentOutOfRangeException(nameof(received), content, "Nobody translates that."),
    };

    private static Words Read(TextContent text)
    {
        var (quoted, mentions) = (text.Context.Quoted, text.Context.Mentions);
        string? quotedText = quoted is null ? null : (QuotedMessages.Read(quoted) as TextContent)?.Text;
        return new Words(text.Text, quoted?.Id, quotedText, string.Join(' ', mentions));
    }

    private static MessageContext ContextOf(Words words, EngineMemory memory)
    {
        var mentions = words.Mentioned.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Jid.Parse);
        if (words.Quoted is null)
            return new MessageContext { Mentions = [.. mentions] };
        var quoted = memory.Get(words.Quoted);
        return new MessageContext { Mentions = [.. mentions], Quoted = QuotedMessages.Of(words.Quoted, quoted.Sender, quoted.Bytes) };
    }

    // What Messenger.VoteAsync does; a test sends every kind the same way.
    private static PollVoteContent Seal(Vote vote, EngineMemory.Kept poll, Device own)
    {
        var voter = poll.Sender.Kind == JidKind.Lid ? own.Lid.ToAccount() : own.Jid.ToAccount();
        string[] options = vote.Options!.Split(Bar, StringSplitOptions.RemoveEmptyEntries);
        return PollVotes.Seal(poll.Reference, poll.AsSecret, voter, options, SystemRandomSource.Instance);
    }

    private static string? Open(PollVoteContent vote, EngineMemory memory, string id)
    {
        var poll = memory.Get(vote.Poll.Id);
        try
        {
            return string.Join(Bar, PollVotes.Open(vote, poll.AsSecret, memory.Get(id).Authors, poll.Options));
        }
        catch (MessageSecretException)
        {
            return null;
        }
    }
}
