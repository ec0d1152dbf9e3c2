using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>A conversation to read: what each of two people reads of what the other one wrote.</summary>
public sealed class TranscriptTests(Cast cast, ITestOutputHelper output) : IClassFixture<Cast>, IAsyncLifetime
{
    private readonly List<string> _ids = [];
    private readonly List<string> _lines = [];
    private Participant[] _people = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeFact]
    public async Task Baileys_and_the_engine_understand_each_other()
    {
        var alice = await cast.EnterAsync(Kind.Baileys, "Alice");
        var bob = await cast.EnterAsync(Kind.Engine, "Bob");
        var carol = await cast.EnterAsync(Kind.Engine, "Carol");
        _people = [alice, bob, carol];

        string hello = await PassAsync(alice, bob, new Words("Hello Bob, have you got the tickets?"));
        string yes = await PassAsync(bob, alice, new Words("Yes, for Friday.", hello));
        await PassAsync(alice, bob, new Reaction(yes, "🎉"));
        await PassAsync(bob, alice, new Edit(yes, "Yes, for Saturday."));
        await PassAsync(alice, bob, new Place(48.1374, 11.5755, "Marienplatz"));
        string poll = await PassAsync(bob, alice, new Poll("When do we meet?", "At six|At seven|At eight", 1));
        await PassAsync(alice, bob, new Vote(poll, "At seven"));
        string wrong = await PassAsync(alice, bob, new Words("This was for someone else."));
        await PassAsync(alice, bob, new Revoke(wrong));
        await PassAsync(bob, alice, new Contact("Carol", "BEGIN:VCARD\nVERSION:3.0\nFN:Carol\nEND:VCARD"));

        var group = await alice.CreateGroupAsync("Saturday", bob, carol);
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        await PassToAllAsync(alice, group, new Words($"@{bob.Lid.User} brings the tickets.", Mentioned: bob.Lid.ToString()));
        await PassToAllAsync(carol, group, new Words("I bring the cake."));
        await PassToAllAsync(bob, group, new Words("See you!"));

        string transcript = string.Join('\n', _lines);
        output.WriteLine(transcript);
        transcript.ShouldBe("""
            #1 Alice to Bob: Hello Bob, have you got the tickets?
            #2 Bob to Alice: > Hello Bob, have you got the tickets? | Yes, for Friday.
            #3 Alice to Bob: 🎉 to #2
            #4 Bob to Alice: #2 is now: Yes, for Saturday.
            #5 Alice to Bob: Marienplatz (48.1374, 11.5755)
            #6 Bob to Alice: When do we meet? [At six|At seven|At eight]
            #7 Alice to Bob: #6: votes for At seven
            #8 Alice to Bob: This was for someone else.
            #9 Alice to Bob: #8 is deleted
            #10 Bob to Alice: contact Carol
            #11 Alice to Bob in the group: @Bob brings the tickets. (mentions Bob)
            #11 Alice to Carol in the group: @Bob brings the tickets. (mentions Bob)
            #12 Carol to Alice in the group: I bring the cake.
            #12 Carol to Bob in the group: I bring the cake.
            #13 Bob to Alice in the group: See you!
            #13 Bob to Carol in the group: See you!
            """);
    }

    private async Task<string> PassAsync(Participant from, Participant to, Said said)
    {
        string id = await from.SendAsync(to.Number, said);
        _ids.Add(id);
        var heard = await to.NextAsync();
        heard.Id.ShouldBe(id);
        _lines.Add($"#{_ids.Count} {from} to {to}: {Readable(heard.Said)}");
        return id;
    }

    private async Task PassToAllAsync(Participant from, WhatsApp.Binary.Jid group, Said said)
    {
        string id = await from.SendAsync(group, said);
        _ids.Add(id);
        foreach (var to in _people.Where(person => person != from))
        {
            var heard = await to.NextAsync();
            heard.Id.ShouldBe(id);
            _lines.Add($"#{_ids.Count} {from} to {to} in the group: {Readable(heard.Said)}");
        }
    }

    // Ids become numbers, and jids names.
    private string Readable(Said said)
    {
        string text = Regex.Replace(said.ToString(), "3EB0[0-9A-F]+", match => $"#{_ids.IndexOf(match.Value) + 1}");
        foreach (var person in _people)
        {
            foreach (var jid in new[] { person.Number, person.Lid })
            {
                foreach (string name in new[] { jid.ToString(), jid.User })
                    text = text.Replace(name, person.ToString(), StringComparison.Ordinal);
            }
        }

        return text;
    }
}
