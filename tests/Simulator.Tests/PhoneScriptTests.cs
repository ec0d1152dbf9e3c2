using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Primary;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Tests;

public sealed class PhoneScriptTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Phone _c = null!;
    private PhoneScript _alice = null!;
    private PhoneScript _bob = null!;
    private PhoneScript _carol = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _c = _server.Phones.Create("15550000003", "Carol");
        (_alice, _bob, _carol) = (_server.Script(_a), _server.Script(_b), _server.Script(_c));
    }

    public async Task DisposeAsync()
    {
        _server.Violations.ShouldBeEmpty();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Two_phones_write_to_each_other_by_number_and_by_hidden_id()
    {
        await _alice.SendTextAsync(_b.Jid, "one");
        await _bob.SendTextAsync(_a.Lid, "two");
        await _alice.SendTextAsync(_b.Jid, "three");

        string?[] all = ["one", "three", "two"]; // the second goes the other way, and may cross the first
        await Eventually.TrueAsync(() => Texts(_bob).Order(StringComparer.Ordinal).SequenceEqual(all));
        var first = _bob.Messages.First(static message => message.Text == "one");
        first.Sender.ShouldBe(_a.Jid);
        first.Chat.ShouldBe(_a.Jid);
        first.PushName.ShouldBe("Alice");
        first.FromMe.ShouldBeFalse();
        await Eventually.TrueAsync(() => _alice.Receipts.Count(static receipt => receipt.Type == "delivered") == 2);
    }

    [Fact]
    public async Task What_is_about_a_message_finds_it()
    {
        var said = await _alice.SendTextAsync(_b.Jid, "Helo");
        await ArrivesAsync(_bob, static message => message.Text == "Helo");
        await _alice.EditAsync(said.Id, "Hello");
        await _bob.ReactAsync(said.Id, "👍");
        await _bob.ReplyAsync(said.Id, "Hi");
        _bob.Read(said.Id);
        await _alice.RevokeAsync(said.Id);

        var edit = (EditContent)(await ArrivesAsync(_bob, static message => message.Content is EditContent)).Content;
        edit.Target.Id.ShouldBe(said.Id);
        ((TextContent)edit.Content).Text.ShouldBe("Hello");
        var reaction = (ReactionContent)(await ArrivesAsync(_alice, static message => message.Content is ReactionContent)).Content;
        reaction.Target.Id.ShouldBe(said.Id);
        reaction.Target.FromMe.ShouldBeFalse();
        (await ArrivesAsync(_alice, static message => message.Text == "Hi")).Content.Context.Quoted!.Id.ShouldBe(said.Id);
        (await ArrivesAsync(_bob, static message => message.Content is RevokeContent)).FromMe.ShouldBeFalse();
        await Eventually.TrueAsync(() => _alice.Receipts.Any(receipt => receipt.Type == "read" && receipt.Id == said.Id));
        await Should.ThrowAsync<UnknownMessageException>(() => _bob.ReactAsync("none", "x"));
    }

    [Fact]
    public async Task A_vote_is_read_with_the_secret_of_the_poll()
    {
        var poll = await _alice.SendAsync(_b.Lid, new PollContent("Tea?", ["Yes", "No"]));
        await ArrivesAsync(_bob, static message => message.Content is PollContent);
        await _bob.VoteAsync(poll.Id, "Yes");

        var vote = await ArrivesAsync(_alice, static message => message.Content is PollVoteContent);
        vote.Votes!.Value.ShouldBe(["Yes"]);
        await Should.ThrowAsync<InvalidActionException>(() => _bob.VoteAsync(vote.Id, "No"));
    }

    [Fact]
    public async Task A_group_of_phones_talks_and_who_has_left_gets_nothing_more()
    {
        var group = _alice.CreateGroup("Friends", _b, _c);
        await _alice.SendTextAsync(group, "one");
        await _bob.SendTextAsync(group, "two");
        await ArrivesAsync(_carol, static message => message.Text == "one");
        var second = await ArrivesAsync(_carol, static message => message.Text == "two");
        second.Chat.ShouldBe(group);
        second.Sender.ShouldBe(_b.Lid);

        _alice.ChangeMembers(group, MemberChange.Remove, _c);
        await _alice.SendTextAsync(group, "three");
        await ArrivesAsync(_bob, static message => message.Text == "three");
        _alice.ChangeMembers(group, MemberChange.Add, _c);
        await _alice.SendTextAsync(group, "four");
        await ArrivesAsync(_carol, static message => message.Text == "four");
        Texts(_carol).ShouldNotContain("three");
        (await Record.ExceptionAsync(() => _carol.SendTextAsync(Jid.Parse("120363@g.us"), "x"))).ShouldBeOfType<UnknownGroupException>();
    }

    [Fact]
    public async Task A_phone_that_has_lost_its_sessions_asks_again_and_gets_the_message()
    {
        await _alice.SendTextAsync(_b.Jid, "one");
        await ArrivesAsync(_bob, static message => message.Text == "one");
        await _bob.SendTextAsync(_a.Jid, "answer");
        await ArrivesAsync(_alice, static message => message.Text == "answer");
        await _bob.ForgetSessionsAsync(_a);
        await _alice.SendTextAsync(_b.Jid, "two");

        await ArrivesAsync(_bob, static message => message.Text == "two");
        _alice.Receipts.ShouldContain(static receipt => receipt.Type == "retry");
        await _bob.SendTextAsync(_a.Jid, "three");
        await ArrivesAsync(_alice, static message => message.Text == "three");
    }

    [Fact]
    public async Task A_status_reaches_its_audience()
    {
        await _alice.SendStatusAsync(new TextContent("Today"), _b);
        var status = await ArrivesAsync(_bob, static message => message.Text == "Today");
        status.Chat.ShouldBe(Jid.Status);
        status.Sender.ShouldBe(_a.Lid);
        _carol.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_echo_answers_texts()
    {
        _bob.Echoes = true;
        await _alice.SendTextAsync(_b.Lid, "Hello?");

        (await ArrivesAsync(_alice, static message => !message.FromMe)).Text.ShouldBe("Hello?");
    }

    [Fact]
    public async Task Many_are_sent_at_a_rate()
    {
        (await _alice.SendAtRateAsync(_b.Jid, "n", perSecond: 1000, count: 200)).ShouldBe(200);

        await Eventually.TrueAsync(() => _bob.Messages.Count == 200);
        Texts(_bob)[199].ShouldBe("n 199");
    }

    [Fact]
    public async Task A_call_rings_and_ends()
    {
        var call = _alice.Call(_b.Jid, video: true);
        _alice.HangUp(_b.Jid, call);

        await Eventually.TrueAsync(() => _bob.Calls.Count == 2);
        _bob.Calls.Select(static told => told.State).ShouldBe(["offer", "terminate"]);
        _bob.Calls[0].IsVideo.ShouldBeTrue();
        _bob.Calls[0].CallId.ShouldBe(call);
    }

    private static async Task<PhoneMessage> ArrivesAsync(PhoneScript script, Func<PhoneMessage, bool> which)
    {
        await Eventually.TrueAsync(() => script.Messages.Any(which));
        return script.Messages.First(which);
    }

    private static string?[] Texts(PhoneScript script) => [.. script.Messages.Select(static message => message.Text)];
}
