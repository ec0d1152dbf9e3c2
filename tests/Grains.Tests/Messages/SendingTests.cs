using System.Text.Json;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Tests.Sessions;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Primary;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Grains.Tests.Messages;

/// <summary>Everything that a session can be asked to send, as the phone that gets it sees it.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private readonly SessionSilo _silo = new();
    private ISessionMessagesGrain _session = null!;
    private Phone _bob = null!;
    private PhoneScript _phone = null!;
    private Jid _me = null!;

    public async Task InitializeAsync()
    {
        await _silo.InitializeAsync();
        var (session, device) = await _silo.CreateWorkingAsync(new SessionConfig());
        _session = _silo.Grains.GetGrain<ISessionMessagesGrain>(session.GetPrimaryKeyString());
        _me = device.Jid.ToAccount();
        _bob = _silo.NewPhone();
        _phone = _silo.Server.Script(_bob);
    }

    public async Task DisposeAsync()
    {
        _silo.Server.Violations.ShouldBeEmpty();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task Places_contacts_and_links_arrive_as_they_are()
    {
        await SentAsync(new LocationRequest { Chat = _bob.Number, Latitude = 52.5, Longitude = -13.25, Name = "Here" });
        await SentAsync(new ContactsRequest
        {
            Chat = _bob.Number,
            Contacts =
            [
                new ContactShown("Ana", "+1 555 000 0001", "Acme", "15550000009", null),
                new ContactShown(null, null, null, null, "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\\, Dr.\nEND:VCARD"),
            ],
        });
        await SentAsync(new TextRequest { Chat = _bob.Number, Text = "See https://example.org", Link = new LinkShown("https://example.org", "Title", "About") });

        var place = (await HeardAsync<LocationContent>()).ShouldHaveSingleItem();
        (place.Latitude, place.Longitude, place.Name).ShouldBe((52.5, -13.25, "Here"));
        var contacts = (await HeardAsync<ContactContent>()).ShouldHaveSingleItem();
        contacts.Cards.Select(card => card.DisplayName).ShouldBe(["Ana", "Ben, Dr."]);
        contacts.Cards[0].Text.ShouldContain("waid=15550000009:+1 555 000 0001");
        var link = (await HeardAsync<TextContent>()).ShouldHaveSingleItem().Link!;
        (link.Url, link.Title, link.Description).ShouldBe(("https://example.org", "Title", "About"));
    }

    [Fact]
    public async Task A_message_of_its_own_is_edited_pinned_unpinned_and_deleted()
    {
        var id = await SentAsync(new TextRequest { Chat = _bob.Number, Text = "Helo" });

        await SentAsync(new EditRequest { Chat = _bob.Number, MessageId = id, Text = "Hello" });
        await SentAsync(new PinRequest { Chat = "", MessageId = id, Duration = TimeSpan.FromDays(1) });
        await SentAsync(new PinRequest { Chat = "", MessageId = id });
        await SentAsync(new RevokeRequest { Chat = "", MessageId = id });

        await HeardAsync<RevokeContent>();
        var bare = _phone.Messages.Single(message => message.Text == "Helo").Id;
        id.ShouldBe($"true_{_bob.Number}@c.us_{bare}");
        var edit = (await HeardAsync<EditContent>()).Single();
        (edit.Target.Id, edit.Target.FromMe, ((TextContent)edit.Content).Text).ShouldBe((bare, true, "Hello"));
        (await HeardAsync<PinContent>(2)).Select(pin => (pin.Target.Id, pin.IsPinned)).ShouldBe([(bare, true), (bare, false)]);
        (await HeardAsync<RevokeContent>()).Single().Target.Id.ShouldBe(bare);
    }

    [Fact]
    public async Task A_message_of_a_phone_gets_a_reaction_is_forwarded_and_was_seen()
    {
        var said = await _phone.SendTextAsync(_me, "Question");
        var id = await KeptAsync("Question");
        var carol = _silo.NewPhone();

        await SentAsync(new ReactionRequest { Chat = "", MessageId = id, Emoji = "👍" });
        await SentAsync(new ReactionRequest { Chat = _bob.Number, MessageId = said.Id, Emoji = "" });
        await SentAsync(new ForwardRequest { Chat = carol.Number, MessageId = id });
        var seen = await ShownAsync(new SeenAction(_bob.Number, []));

        (await HeardAsync<ReactionContent>(2)).Select(reaction => (reaction.Target.Id, reaction.Target.FromMe, reaction.Emoji))
            .ShouldBe([(said.Id, false, "👍"), (said.Id, false, "")]);
        var other = _silo.Server.Script(carol);
        await Eventually.TrueAsync(() => other.Messages.Any(message => message.Text == "Question"));
        other.Messages.Single().Content.Context.ForwardingScore.ShouldBe(1);
        JsonSerializer.Deserialize<string[]>(seen!).ShouldBe([said.Id]);
        await Eventually.TrueAsync(() => _phone.Receipts.Any(receipt => receipt.Type == "read" && receipt.Id == said.Id));
    }

    [Fact]
    public async Task Polls_go_both_ways_and_votes_count()
    {
        await SentAsync(new PollRequest { Chat = _bob.Number, Name = "When?", Options = ["Now", "Later"], SelectableCount = 0 });
        (await HeardAsync<PollContent>()).Single().Options.ShouldBe(["Now", "Later"]);
        var asked = await _phone.SendAsync(_me, new PollContent("Where?", ["Here", "There"]));
        var id = await KeptAsync("Where?");

        await SentAsync(new VoteRequest { Chat = "", PollId = id, Options = ["There"] });

        await Eventually.TrueAsync(() => _phone.Messages.Any(message => message.Votes is { } votes && votes.SequenceEqual(["There"])));
        asked.Id.ShouldBe(id.Split('_')[2]);
        var wrong = (await _session.Send(new VoteRequest { Chat = "", PollId = id, Options = ["Nowhere"] }))!;
        wrong.Refusal.ShouldBe(SendRefusal.Invalid);
    }

    [Fact]
    public async Task In_a_group_the_message_of_a_member_is_quoted_and_gets_a_reaction()
    {
        var group = _silo.Server.Script(_bob).CreateGroup("Friends", _silo.Server.Phones.All.Single(phone => phone.Number == _me.User));
        var said = await _phone.SendTextAsync(group, "Hello all");
        var id = await KeptAsync("Hello all");
        id.ShouldBe($"false_{group}_{said.Id}_{_bob.Number}@c.us");

        await SentAsync(new TextRequest { Chat = group.ToString(), Text = "Hello you", ReplyTo = id, Mentions = [_bob.Number] });
        await SentAsync(new ReactionRequest { Chat = "", MessageId = id, Emoji = "🎉" });

        var reaction = (await HeardAsync<ReactionContent>()).Single();
        (reaction.Target.Id, reaction.Target.FromMe).ShouldBe((said.Id, false));
        reaction.Target.Sender.ShouldBeOneOf(_bob.Lid, _bob.Jid);
        var answer = _phone.Messages.Single(message => message.Text == "Hello you");
        (answer.Chat, answer.Content.Context.Quoted!.Id).ShouldBe((group, said.Id));
    }

    [Fact]
    public async Task A_message_with_an_id_is_sent_once()
    {
        var request = new TextRequest { Chat = _bob.Number, Text = "once", Id = "3EB00123456789ABCDEF01" };
        var first = await SentAsync(request);
        (await SentAsync(request)).ShouldBe(first);
        await SentAsync(new TextRequest { Chat = _bob.Number, Text = "last" });

        await Eventually.TrueAsync(() => _phone.Messages.Any(message => message.Text == "last"));
        _phone.Messages.Count(message => message.Text == "once").ShouldBe(1);
    }

    [Fact]
    public async Task Typing_and_presence_are_shown()
    {
        // As soon as the phone has told the account's name, without which nobody is online.
        await Eventually.TrueAsync(async () => (await _session.Show(new PresenceAction(true)))!.Refusal is null);
        (await ShownAsync(new ActivityAction(_bob.Number, Activity.Typing))).ShouldBeNull();
        (await ShownAsync(new ActivityAction($"{_bob.Number}@c.us", Activity.Paused))).ShouldBeNull();
        (await _session.Show(new ActivityAction("nobody", Activity.Typing)))!.Refusal.ShouldBe(SendRefusal.Invalid);
    }

    [Fact]
    public async Task A_session_that_has_sent_as_much_as_it_may_is_told_when_it_may_again()
    {
        var (session, _) = await _silo.CreateWorkingAsync(new SessionConfig { RatePerMinute = 2 });
        var messages = _silo.Grains.GetGrain<ISessionMessagesGrain>(session.GetPrimaryKeyString());
        var request = new TextRequest { Chat = _bob.Number, Text = "Hello" };
        for (var i = 0; i < 2; i++)
            (await messages.Send(request))!.Refusal.ShouldBeNull();

        var answer = (await messages.Send(request))!;

        answer.Refusal.ShouldBe(SendRefusal.TooMany);
        answer.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => _phone.Messages.Count == 2);
    }

    [Fact]
    public async Task Typing_is_shown_before_a_text_and_what_comes_is_read_where_the_owner_wants_that()
    {
        var (session, device) = await _silo.CreateWorkingAsync(new SessionConfig { PresenceTyping = true, AutoRead = true });
        var said = await _phone.SendTextAsync(device.Jid.ToAccount(), "Are you there?");
        await Eventually.TrueAsync(() => _phone.Receipts.Any(receipt => receipt.Type == "read" && receipt.Id == said.Id));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await _silo.Grains.GetGrain<ISessionMessagesGrain>(session.GetPrimaryKeyString())
            .Send(new TextRequest { Chat = _bob.Number, Text = "Yes" });

        answer!.Refusal.ShouldBeNull(answer.Reason);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(600));
    }

    public static TheoryData<MessageRequest> Impossible =>
    [
        new LocationRequest { Chat = "15551234567", Latitude = 91, Longitude = 0 },
        new LocationRequest { Chat = "15551234567", Latitude = double.NaN, Longitude = 0 },
        new PollRequest { Chat = "15551234567", Name = "?", Options = ["one"] },
        new PollRequest { Chat = "15551234567", Name = "?", Options = ["one", "one"] },
        new PollRequest { Chat = "15551234567", Name = "", Options = ["one", "two"] },
        new ContactsRequest { Chat = "15551234567", Contacts = [] },
        new ContactsRequest { Chat = "15551234567", Contacts = [new ContactShown("Ana", null, null, null, null)] },
        new ContactsRequest { Chat = "15551234567", Contacts = [new ContactShown("Ana", "no digits", null, null, null)] },
        new EditRequest { Chat = "", MessageId = "false_15551234567@c.us_ABC", Text = "not mine" },
        new RevokeRequest { Chat = "", MessageId = "false_15551234567@c.us_ABC" },
        new ReactionRequest { Chat = "", MessageId = "ABC", Emoji = "👍" },
        new PinRequest { Chat = "", MessageId = "true_15551234567@c.us_ABC", Duration = TimeSpan.FromHours(1) },
        new TextRequest { Chat = "15551234567", Text = "no link", Link = new LinkShown("https://example.org", null, null) },
        new TextRequest { Chat = "status@broadcast", Text = "no chat" },
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_cannot_be_is_refused(MessageRequest request)
    {
        var answer = (await _session.Send(request))!;
        answer.Refusal.ShouldBe(SendRefusal.Invalid, answer.Reason);
    }

    [Fact]
    public async Task What_is_about_a_message_that_is_not_kept_says_so()
    {
        foreach (MessageRequest request in (MessageRequest[])
        [
            new ForwardRequest { Chat = _bob.Number, MessageId = "MISSING" },
            new VoteRequest { Chat = _bob.Number, PollId = "MISSING", Options = [] },
            new ReactionRequest { Chat = _bob.Number, MessageId = "MISSING", Emoji = "👍" },
        ])
            (await _session.Send(request))!.Refusal.ShouldBe(SendRefusal.NoMessage);
        (await _session.FindMessage(_bob.Number, "MISSING")).ShouldBe("");
    }

    private async Task<string> SentAsync(MessageRequest request)
    {
        var answer = (await _session.Send(request))!;
        answer.Refusal.ShouldBeNull(answer.Reason);
        return JsonDocument.Parse(answer.Message!).RootElement.GetProperty("id").GetString()!;
    }

    private async Task<string?> ShownAsync(ChatAction action)
    {
        var answer = (await _session.Show(action))!;
        answer.Refusal.ShouldBeNull(answer.Reason);
        return answer.Message;
    }

    /// <summary>The id of a message of this text that the session has received.</summary>
    private async Task<string> KeptAsync(string body)
    {
        string? id = null;
        await Eventually.TrueAsync(async () => (id = (await _session.ListMessages(null, 100, 0))!
            .Select(message => JsonDocument.Parse(message).RootElement)
            .Where(message => message.GetProperty("body").GetString() == body)
            .Select(message => message.GetProperty("id").GetString()).FirstOrDefault()) is not null);
        return id!;
    }

    private async Task<TContent[]> HeardAsync<TContent>(int count = 1)
        where TContent : MessageContent
    {
        await Eventually.TrueAsync(() => _phone.Messages.Count(message => message.Content is TContent) >= count, what: typeof(TContent).Name);
        return [.. _phone.Messages.Select(message => message.Content).OfType<TContent>()];
    }
}
