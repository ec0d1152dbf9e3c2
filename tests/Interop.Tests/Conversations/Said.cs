using System.Globalization;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>What a message says, in words that are neither client's own: each client's part translates, and tests compare.</summary>
internal abstract record Said;

/// <param name="Text">What it says.</param>
/// <param name="Quoted">The id of the message that it answers.</param>
/// <param name="QuotedText">What that message says, as it is quoted. Whoever sends it needs no more than the id.</param>
/// <param name="Mentioned">Who is mentioned, as jids with blanks between them.</param>
internal sealed record Words(string Text, string? Quoted = null, string? QuotedText = null, string Mentioned = "") : Said
{
    public override string ToString() =>
        (Quoted is null ? "" : $"> {QuotedText} | ") + Text + (Mentioned.Length == 0 ? "" : $" (mentions {Mentioned})");
}

/// <param name="Target">The message's id.</param>
/// <param name="Emoji">Empty takes it back.</param>
internal sealed record Reaction(string Target, string Emoji) : Said
{
    public override string ToString() => $"{Emoji} to {Target}";
}

/// <param name="Target">The message's id.</param>
/// <param name="Text">What it says now.</param>
internal sealed record Edit(string Target, string Text) : Said
{
    public override string ToString() => $"{Target} is now: {Text}";
}

/// <param name="Target">The message's id.</param>
internal sealed record Revoke(string Target) : Said
{
    public override string ToString() => $"{Target} is deleted";
}

/// <param name="Question">What it asks.</param>
/// <param name="Options">The options, with bars between them.</param>
/// <param name="Selectable">How many one may choose; 0 is any number.</param>
internal sealed record Poll(string Question, string Options, int Selectable) : Said
{
    public override string ToString() => $"{Question} [{Options}]";
}

/// <param name="Target">The poll's id.</param>
/// <param name="Options">What was chosen, with bars between; null: the vote couldn't be opened.</param>
internal sealed record Vote(string Target, string? Options) : Said
{
    public override string ToString() => $"{Target}: votes for {Options ?? "what can't be read"}";
}

internal sealed record Place(double Latitude, double Longitude, string Name) : Said
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Latitude}, {Longitude})");
}

/// <param name="Name">The name that is shown.</param>
/// <param name="Card">A vCard.</param>
internal sealed record Contact(string Name, string Card) : Said
{
    public override string ToString() => $"contact {Name}";
}
