using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Control;

/// <summary>A message to be sent: one of text, location, contact and poll.</summary>
/// <param name="To">A number's digits, or a jid: of a user by number or hidden id, or of a group.</param>
/// <param name="Text">A text.</param>
/// <param name="Quote">The id of the message that the text answers.</param>
/// <param name="Mentions">Jids of those that the text mentions.</param>
/// <param name="Location">A place.</param>
/// <param name="Contact">A contact.</param>
/// <param name="Poll">A question with options.</param>
/// <param name="Id">The message's id; by default some.</param>
/// <param name="Audience">Of a status update (to status@broadcast): the numbers of those who see it.</param>
public sealed record SendRequest(
    string To,
    string? Text = null,
    string? Quote = null,
    IReadOnlyList<string>? Mentions = null,
    LocationRequest? Location = null,
    ContactRequest? Contact = null,
    PollRequest? Poll = null,
    string? Id = null,
    IReadOnlyList<string>? Audience = null);

/// <summary>A place.</summary>
/// <param name="Latitude">In degrees.</param>
/// <param name="Longitude">In degrees.</param>
/// <param name="Name">What it is called.</param>
public sealed record LocationRequest(double Latitude, double Longitude, string? Name = null);

/// <summary>A contact.</summary>
/// <param name="Name">The name that is shown.</param>
/// <param name="VCard">The card.</param>
public sealed record ContactRequest(string Name, string VCard);

/// <summary>A poll.</summary>
/// <param name="Name">The question.</param>
/// <param name="Options">The options.</param>
/// <param name="SelectableCount">How many one may choose; 0 is as many as one likes.</param>
public sealed record PollRequest(string Name, IReadOnlyList<string> Options, int SelectableCount = 1);

/// <summary>An emoji.</summary>
/// <param name="Emoji">The emoji; empty takes it away.</param>
public sealed record ReactionRequest(string Emoji);

/// <summary>A text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextRequest(string Text);

/// <summary>A vote.</summary>
/// <param name="Options">All that is chosen; none takes the vote back.</param>
public sealed record VoteRequest(IReadOnlyList<string> Options);

/// <summary>What a chat is to see.</summary>
/// <param name="To">The chat: a number or a jid.</param>
/// <param name="State">What the user does.</param>
public sealed record TypingRequest(string To, TypingState State = TypingState.Composing);

/// <summary>How the phone behaves from now on. What is left out stays as it is.</summary>
/// <param name="Echo">Whether it answers every text of a direct chat with the same text.</param>
/// <param name="Receipts">Whether it says of messages that they have arrived.</param>
/// <param name="Available">Whether its user is looking.</param>
public sealed record BehaviourRequest(bool? Echo = null, bool? Receipts = null, bool? Available = null);

/// <summary>Many messages.</summary>
/// <param name="To">To whom: a number or a jid.</param>
/// <param name="Count">How many.</param>
/// <param name="PerSecond">How many a second.</param>
/// <param name="Text">The text; each gets its number behind it.</param>
public sealed record LoadRequest(string To, int Count, int PerSecond, string Text = "message");

/// <summary>A call.</summary>
/// <param name="To">Whom: a number or a jid.</param>
/// <param name="Video">Whether there is a picture.</param>
public sealed record CallRequest(string To, bool Video = false);

/// <summary>The end of a call.</summary>
/// <param name="To">With whom.</param>
/// <param name="CallId">Which.</param>
public sealed record HangUpRequest(string To, string CallId);

/// <summary>A group to be made.</summary>
/// <param name="Subject">What it is called.</param>
/// <param name="Members">The numbers of its members, the phone itself left out.</param>
public sealed record GroupRequest(string Subject, IReadOnlyList<string> Members);

/// <summary>What is done with members.</summary>
/// <param name="Change">What.</param>
/// <param name="Members">With which numbers.</param>
public sealed record MembersRequest(MemberChange Change, IReadOnlyList<string> Members);

/// <summary>Chats as requests name them.</summary>
internal static class Chats
{
    /// <exception cref="Errors.InvalidActionException">It is neither a number nor a jid.</exception>
    public static Jid Read(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            text = $"{text}@{JidServer.User}";
        return Jid.TryParse(text, out var jid) && jid.Kind is not (JidKind.Other or JidKind.Server)
            ? jid
            : throw new Errors.InvalidActionException($"'{text}' is neither a number nor a jid.");
    }
}
