using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Primary;

/// <summary>A message that a phone has sent or received, decrypted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">The chat: a user by the address that was used, a group, or the status list.</param>
/// <param name="Sender">The account that sent it.</param>
/// <param name="FromMe">Whether the phone's account sent it, from whichever device.</param>
/// <param name="PushName">What the sender calls itself.</param>
/// <param name="At">When, to the second.</param>
/// <param name="Content">What it says.</param>
/// <param name="Votes">Of a vote in a poll that the phone remembers: the options.</param>
public sealed record PhoneMessage(
    string Id, Jid Chat, Jid Sender, bool FromMe, string PushName, DateTimeOffset At, MessageContent Content, ImmutableArray<string>? Votes)
{
    /// <summary>The text, or the new text of an edit; null if it is something else.</summary>
    public string? Text => (Content as TextContent ?? (Content as EditContent)?.Content as TextContent)?.Text;

    internal static PhoneMessage Of(LoggedMessage message, PrimaryDevice primary) => new(
        message.Id, message.Chat, message.Sender, message.FromMe, message.PushName, message.At,
        message.Content ?? new UnknownContent("none"), VotesOf(message, primary));

    private static ImmutableArray<string>? VotesOf(LoggedMessage message, PrimaryDevice primary)
    {
        if (message.Content is not PollVoteContent vote || !primary.Log.TryFind(vote.Poll.Id, out var poll) ||
            poll is not { Content: PollContent asked, Secret.Length: MessageSecret.Length } ||
            !primary.Server.Phones.TryFind(message.Sender, out var voter))
        {
            return null;
        }

        try
        {
            return PollVotes.Open(vote, poll.SecretOf(primary), [voter.Jid, voter.Lid], asked.Options);
        }
        catch (MessageException)
        {
            return null; // not the secret of this poll
        }
    }
}
