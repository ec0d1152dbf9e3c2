using System.Text.Json;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>What messages say, to and from the words of tests/Interop/conversation.</summary>
internal static class BaileysContents
{
    private const char Bar = '|';

    public static object Write(Said said) => said switch
    {
        Words words => new { kind = "text", words.Text, words.Quoted, mentions = Parts(words.Mentioned, ' ') },
        Reaction reaction => new { kind = "reaction", text = reaction.Emoji, reaction.Target },
        Edit edit => new { kind = "edit", edit.Text, edit.Target },
        Revoke revoke => new { kind = "revoke", revoke.Target },
        Poll poll => new { kind = "poll", text = poll.Question, options = poll.Options.Split(Bar), poll.Selectable },
        Vote vote => new { kind = "vote", vote.Target, options = Parts(vote.Options!, Bar) },
        Place place => new { kind = "location", text = place.Name, place.Latitude, place.Longitude },
        Contact contact => new { kind = "contact", text = contact.Name, contact.Card },
        _ => throw new ArgumentOutOfRangeException(nameof(said), said, "Nobody translates that."),
    };

    public static Said Read(JsonElement content)
    {
        string Text(string name) => content.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        string? Maybe(string name) => Text(name) is { Length: > 0 } text ? text : null;
        double Number(string name) => content.GetProperty(name).GetDouble();
        string[]? List(string name) => content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : null;
        return Text("kind") switch
        {
            "text" => new Words(Text("text"), Maybe("quoted"), Maybe("quotedText"), string.Join(' ', List("mentions") ?? [])),
            "reaction" => new Reaction(Text("target"), Text("text")),
            "edit" => new Edit(Text("target"), Text("text")),
            "revoke" => new Revoke(Text("target")),
            "poll" => new Poll(Text("text"), string.Join(Bar, List("options")!), content.GetProperty("selectable").GetInt32()),
            "vote" => new Vote(Text("target"), List("options") is { } options ? string.Join(Bar, options) : null),
            "location" => new Place(Number("latitude"), Number("longitude"), Text("text")),
            "contact" => new Contact(Text("text"), Text("card")),
            var kind => throw new ArgumentOutOfRangeException(nameof(content), kind, "Nobody translates that."),
        };
    }

    private static string[] Parts(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
