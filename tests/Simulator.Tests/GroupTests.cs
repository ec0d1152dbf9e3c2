using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class GroupTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Phone _c = null!;
    private Chatter _alice = null!;
    private Chatter _bob = null!;
    private Chatter _carol = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false }); // the ciphertexts here are none
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _c = _server.Phones.Create("15550000003", "Carol");
        _alice = await Chatter.JoinAsync(_server, _a);
        _bob = await Chatter.JoinAsync(_server, _b);
        _carol = await Chatter.JoinAsync(_server, _c);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _carol.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_group_is_described_to_who_makes_it_and_told_to_the_others()
    {
        var answer = await _alice.AskGroupsAsync("set", Create("Friends", _b.Jid, _c.Lid));

        var group = answer.Child("group").ShouldNotBeNull();
        group["subject"].ShouldBe("Friends");
        group["addressing_mode"].ShouldBe("lid");
        group.Jid("creator").ShouldBe(_a.Lid);
        group.Jid("creator_pn").ShouldBe(_a.Jid);
        group["size"].ShouldBe("3");
        Members(group).ShouldBe([(_a.Lid, "superadmin"), (_b.Lid, null), (_c.Lid, null)], ignoreOrder: true);
        group.Child("participant")!.Jid("phone_number").ShouldBe(_a.Jid);

        var news = await _bob.AcknowledgeAsync("notification");
        news["type"].ShouldBe("w:gp2");
        news.Jid("from").ShouldBe(JidOf(group));
        news.Jid("participant").ShouldBe(_a.Lid);
        news.Jid("participant_pn").ShouldBe(_a.Jid);
        news.Child("create")!["key"].ShouldBe("K1");
        news.Child("create")!.Child("group").ShouldBe(group);
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "notification");

        (await _bob.AskGroupsAsync("get", new Node("participating"))).Child("groups")!.Children.ShouldBe([group]);
        (await _carol.AskGroupAsync(JidOf(group), "get", new Node("query", [("request", "interactive")]))).Child("group").ShouldBe(group);
    }

    [Fact]
    public async Task A_message_reaches_every_device_of_every_member_with_its_own_ciphertext_first()
    {
        var group = await MakeAsync(_b.Jid, _c.Jid);
        // Baileys encrypts for its own sending device too.
        var ack = await _alice.SayAsync(Say.Group("m1", group, _alice.Lid, _b.Lid, _bob.Lid));

        ack.Jid("from").ShouldBe(group);
        ack["error"].ShouldBeNull();
        var first = await _bob.NextAsync("message");
        first.Jid("from").ShouldBe(group);
        first.Jid("participant").ShouldBe(_alice.Lid);
        first.Jid("participant_pn").ShouldBe(_a.Jid);
        first["addressing_mode"].ShouldBe("lid");
        Say.Texts(first).ShouldBe([$"for {_bob.Lid}", "for all"]);
        first.Child("device-identity").ShouldNotBeNull();
        var other = await _carol.NextAsync("message");
        Say.Texts(other).ShouldBe(["for all"]);
        other.Child("device-identity").ShouldBeNull();
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");

        await _bob.SayAsync(Say.Receipt(first));
        var receipt = await _alice.NextAsync("receipt");
        receipt.Jid("from").ShouldBe(group);
        receipt.Jid("participant").ShouldBe(_bob.Lid);
    }

    [Fact]
    public async Task A_message_that_someone_asks_for_again_goes_to_that_device_alone()
    {
        var group = await MakeAsync(_b.Jid, _c.Jid);
        await _alice.SayAsync(Say.Group("m1", group));
        await _bob.SayAsync(Say.Receipt(await _bob.NextAsync("message"), "retry", new Node("retry", [("count", 1)])));
        await _carol.NextAsync("message");
        var asked = await _alice.NextAsync("receipt");
        asked.Jid("participant").ShouldBe(_bob.Lid);
        asked["type"].ShouldBe("retry");

        await _alice.SayAsync(Say.Bare("m1", group, ("participant", _bob.Lid), ("t", 1700000000)));
        var again = await _bob.NextAsync("message");
        again["t"].ShouldBe("1700000000");
        again.Jid("participant").ShouldBe(_alice.Lid);
        Say.Texts(again).ShouldBe(["again"]);
        (await _carol.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");
    }

    [Fact]
    public async Task Who_hashes_the_wrong_devices_hears_the_right_hash()
    {
        var group = await MakeAsync(_b.Jid);
        var wrong = Say.Group("m1", group).With("phash", "2:AAAAAAAA");

        var right = (await _alice.SayAsync(wrong))["phash"].ShouldNotBeNull();
        (await _alice.SayAsync(Say.Group("m2", group).With("phash", right)))["phash"].ShouldBeNull();
    }

    [Fact]
    public async Task Members_come_and_go_and_everyone_hears_it()
    {
        var group = await MakeAsync(_b.Jid);
        var added = await _alice.AskGroupAsync(group, "set", new Node("add", default, NodeContent.Of(
            Participant(_c.Jid), Participant(_b.Jid), Participant(Jid.Parse("15559999999@s.whatsapp.net")))));
        added.Child("add")!.Children.Select(static node => (node.Jid("jid"), node["error"])).ShouldBe(
            [(_c.Lid, null), (_b.Lid, "409"), (Jid.Parse("15559999999@s.whatsapp.net"), "404")]);
        foreach (var member in new[] { _bob, _carol })
            (await member.AcknowledgeAsync("notification")).Child("add")!.Children.ShouldHaveSingleItem().Jid("jid").ShouldBe(_c.Lid);

        await _alice.AskGroupAsync(group, "set", new Node("promote", default, Participant(_b.Jid)));
        (await _bob.AcknowledgeAsync("notification")).Child("promote")!.Child("participant")!.Jid("jid").ShouldBe(_b.Lid);
        await _carol.AcknowledgeAsync("notification");
        await _bob.AskGroupAsync(group, "set", new Node("remove", default, Participant(_c.Lid)));
        (await _carol.AcknowledgeAsync("notification")).Child("remove")!.Child("participant")!.Jid("jid").ShouldBe(_c.Lid);
        (await _carol.AskGroupAsync(group, "get", new Node("query"))).Child("error")!["code"].ShouldBe("403");
        (await _carol.SayAsync(Say.Group("m1", group)))["error"].ShouldBe("403");

        await _bob.AskGroupsAsync("set", new Node("leave", default, new Node("group", [("id", group)])));
        var left = (await _alice.AskGroupAsync(group, "get", new Node("query"))).Child("group")!;
        Members(left).ShouldBe([(_a.Lid, "superadmin")]);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("promote")]
    [InlineData("demote")]
    [InlineData("announcement")]
    [InlineData("locked")]
    [InlineData("invite")]
    [InlineData("membership_approval_requests")]
    public async Task What_admins_do_is_forbidden_to_others(string tag)
    {
        var group = await MakeAsync(_b.Jid);
        await _alice.AskGroupAsync(group, "set", new Node("member_add_mode", content: "admin_add"));

        var answer = await _bob.AskGroupAsync(group, tag.StartsWith("membership", StringComparison.Ordinal) ? "get" : "set",
            new Node(tag, default, Participant(_c.Jid)));
        answer.Child("error")!["code"].ShouldBe("403");
        (await _carol.AskGroupAsync(group, "get", new Node("query"))).Child("error")!["code"].ShouldBe("403");
    }

    [Fact]
    public async Task Subject_description_and_switches_are_told_and_kept()
    {
        var group = await MakeAsync(_b.Jid);
        await _bob.AskGroupAsync(group, "set", new Node("subject", content: "Better friends"));
        (await _alice.AcknowledgeAsync("notification")).Child("subject")!["subject"].ShouldBe("Better friends");
        await _alice.AskGroupAsync(group, "set", Description("d1", null, "About us"));
        (await _alice.AskGroupAsync(group, "set", Description("d2", "other", "x"))).Child("error")!["code"].ShouldBe("409");
        await _alice.AskGroupAsync(group, "set", new Node("locked"));
        await _alice.AskGroupAsync(group, "set", new Node("announcement"));
        await _alice.AskGroupAsync(group, "set", new Node("ephemeral", [("expiration", 86400)]));
        (await _bob.AskGroupAsync(group, "set", new Node("subject", content: "Mine"))).Child("error")!["code"].ShouldBe("403");
        (await _bob.SayAsync(Say.Group("m1", group)))["error"].ShouldBe("403");

        var described = (await _bob.AskGroupAsync(group, "get", new Node("query"))).Child("group")!;
        described["subject"].ShouldBe("Better friends");
        described.Jid("s_o").ShouldBe(_b.Lid);
        described.Child("description")!["id"].ShouldBe("d1");
        described.Child("description")!.Child("body")!.Text.ShouldBe("About us");
        described.Child("locked").ShouldNotBeNull();
        described.Child("announcement").ShouldNotBeNull();
        described.Child("ephemeral")!["expiration"].ShouldBe("86400");
    }

    [Fact]
    public async Task A_link_lets_in_and_a_new_one_makes_the_old_one_worthless()
    {
        var group = await MakeAsync();
        var code = (await _alice.AskGroupAsync(group, "get", new Node("invite"))).Child("invite")!["code"];
        (await _bob.AskGroupsAsync("get", new Node("invite", [("code", code)]))).Child("group")!["subject"].ShouldBe("Friends");
        (await _bob.AskGroupsAsync("set", new Node("invite", [("code", code)]))).Child("group")!.Jid("jid").ShouldBe(group);
        var joined = (await _alice.AcknowledgeAsync("notification")).Child("add").ShouldNotBeNull();
        joined["reason"].ShouldBe("invite");
        joined.Child("participant")!.Jid("jid").ShouldBe(_b.Lid);

        (await _alice.AskGroupAsync(group, "set", new Node("invite"))).Child("invite")!["code"].ShouldNotBe(code);
        (await _carol.AskGroupsAsync("set", new Node("invite", [("code", code)]))).Child("error")!["code"].ShouldBe("406");
    }

    [Fact]
    public async Task Where_admins_approve_one_waits_until_they_do()
    {
        var group = await MakeAsync();
        await _alice.AskGroupAsync(group, "set",
            new Node("membership_approval_mode", default, new Node("group_join", [("state", "on")])));
        await _alice.AcknowledgeAsync("notification");
        var code = (await _alice.AskGroupAsync(group, "get", new Node("invite"))).Child("invite")!["code"];
        var joined = await _bob.AskGroupsAsync("set", new Node("invite", [("code", code)]));
        joined.Child("membership_approval_request")!.Jid("jid").ShouldBe(group);
        var asked = (await _alice.AcknowledgeAsync("notification")).Child("created_membership_requests").ShouldNotBeNull();
        asked.Child("requested_user")!.Jid("jid").ShouldBe(_b.Lid);
        var waiting = await _alice.AskGroupAsync(group, "get", new Node("membership_approval_requests"));
        waiting.Child("membership_approval_requests")!.Children.ShouldHaveSingleItem().Jid("jid").ShouldBe(_b.Lid);

        var decided = await _alice.AskGroupAsync(group, "set", new Node("membership_requests_action", default,
            new Node("approve", default, NodeContent.Of(Participant(_b.Lid), Participant(_c.Lid)))));
        var approved = decided.Child("membership_requests_action")!.Child("approve").ShouldNotBeNull();
        approved.Children.Select(static node => node["error"]).ShouldBe([null, "404"]);
        (await _bob.AcknowledgeAsync("notification")).Child("add").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_status_reaches_those_it_is_encrypted_for()
    {
        await _alice.SayAsync(Say.Group("s1", Jid.Status, _bob.Jid));
        var status = await _bob.NextAsync("message");
        status.Jid("from").ShouldBe(Jid.Status);
        status.Jid("participant").ShouldBe(_alice.Jid);
        Say.Texts(status).ShouldBe([$"for {_bob.Jid}", "for all"]);
        await _alice.SayAsync(Say.Group("s2", Jid.Status)); // for the same ones, who have the sender key
        Say.Texts(await _bob.NextAsync("message")).ShouldBe(["for all"]);

        await _bob.SayAsync(Say.Receipt(status));
        (await _alice.NextAsync("receipt")).Jid("participant").ShouldBe(_bob.Jid);
        (await _carol.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");
    }

    [Fact]
    public async Task A_group_by_number_names_its_members_by_number()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { GroupsByNumber = true });
        var phone = server.Phones.Create("15550000004");
        await using var alone = await Chatter.JoinAsync(server, phone);

        var group = (await alone.AskGroupsAsync("set", Create("Me"))).Child("group")!;
        group["addressing_mode"].ShouldBe("pn");
        group.Child("participant")!.Jid("jid").ShouldBe(phone.Jid);
        group.Child("participant")!.Jid("lid").ShouldBe(phone.Lid);
    }

    [Fact]
    public async Task Typing_in_a_group_names_who_types()
    {
        var group = await MakeAsync(_b.Jid);
        await _bob.SendAsync(new Node("presence", [("type", "available")]));
        await _bob.AllUntilPongAsync();
        await _alice.SendAsync(new Node("chatstate", [("to", group)], new Node("composing")));

        var typing = await _bob.NextAsync("chatstate");
        typing.Jid("from").ShouldBe(group);
        typing.Jid("participant").ShouldBe(_a.Lid);
    }

    // Makes a group of Alice's; the others have heard of it.
    private async Task<Jid> MakeAsync(params Jid[] members)
    {
        var group = JidOf((await _alice.AskGroupsAsync("set", Create("Friends", members))).Child("group")!);
        foreach (var (phone, chatter) in new[] { (_b, _bob), (_c, _carol) })
        {
            if (members.Contains(phone.Jid))
                await chatter.AcknowledgeAsync("notification");
        }

        return group;
    }

    private static Node Create(string subject, params Jid[] members) =>
        new("create", [("subject", subject), ("key", "K1")], NodeContent.Of([.. members.Select(Participant)]));

    private static Node Participant(Jid jid) => new("participant", [("jid", jid)]);

    private static Node Description(string id, string? prev, string text) =>
        new("description", [("id", id), ("prev", prev)], new Node("body", content: text));

    private static Jid JidOf(Node group) => new(group["id"]!, JidServer.Group);

    private static IEnumerable<(Jid?, string?)> Members(Node group) =>
        group.ChildrenTagged("participant").Select(static node => (node.Jid("jid"), node["type"]));
}
