using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Notifications;

public sealed class NotificationTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly Jid NewBob = Jid.Parse("15550000022@s.whatsapp.net");
    private static readonly Jid Group = Jid.Parse("120363000000000001@g.us");
    private static readonly Jid Own = ClientWorld.Id.ToAccount();
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_300);

    public static TheoryData<string> Understood => [.. Cases.Keys];

    private static Dictionary<string, (Node Notification, ClientEvent Event)> Cases { get; } = new()
    {
        ["a picture"] = (
            Of(Bob, "picture", new Node("set", [("jid", Bob), ("id", "17"), ("author", Bob)])),
            new PictureChanged(Bob, Bob, "17", false, At)),
        ["a group's picture that was removed"] = (
            Of(Group, "picture", new Node("delete", [("jid", Group), ("author", BobLid)])),
            new PictureChanged(Group, BobLid, null, true, At)),
        ["an about"] = (Of(Bob, "status", new Node("set", content: "Busy")), new AboutChanged(Bob, "Busy", At)),
        ["a default expiry"] = (
            Of(Bob, "disappearing_mode", new Node("disappearing_mode", [("duration", "86400"), ("t", "1700000100")])),
            new DisappearingModeChanged(Bob, TimeSpan.FromDays(1), DateTimeOffset.FromUnixTimeSeconds(1_700_000_100))),
        ["a contact"] = (Of(Jid.WhatsApp, "contacts", new Node("update", [("jid", Bob)])), new ContactChanged(Bob, At)),
        ["a contact that is hidden behind a hash"] = (
            Of(Jid.WhatsApp, "contacts", new Node("update", [("hash", "AbC=")])), new ContactChanged(null, At)),
        ["a number"] = (
            Of(Jid.WhatsApp, "contacts", new Node("modify", [("old", Bob), ("new", NewBob), ("old_lid", BobLid), ("new_lid", BobLid)])),
            new NumberChanged(Bob, NewBob, BobLid, BobLid, At)),
        ["an identity"] = (Of(Bob, "encrypt", new Node("identity")), new IdentityChanged(Bob, null, At)),
        ["the own about"] = (Of(Own, "account_sync", new Node("status", content: "Hi")), new AboutChanged(Own, "Hi", At)),
        ["the own picture"] = (Of(Own, "account_sync", new Node("picture")), new PictureChanged(Own, Own, null, false, At)),
        ["the own default expiry"] = (
            Of(Own, "account_sync", new Node("disappearing_mode", [("duration", "0")])),
            new DisappearingModeChanged(Own, TimeSpan.Zero, At)),
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public async Task What_a_user_cares_about_is_reported_and_acknowledged(string name)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var (notification, expected) = Cases[name];

        server.Send(notification);

        (await server.ReceiveAsync()).ShouldBe(AckOf(notification));
        (await world.NextAsync<ClientEvent>()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("server_sync", "collection")]
    [InlineData("psa", null)]
    [InlineData("something-new", "child")]
    [InlineData("account_sync", "child")]
    [InlineData("w:gp2", "child")]
    [InlineData("picture", "child")]
    [InlineData("encrypt", "child")]
    [InlineData(null, "child")]
    public async Task What_is_not_understood_is_acknowledged_named_and_counted(string? type, string? child)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var notification = Of(Bob, type, child is null ? [] : [new Node(child)]);

        for (int count = 1; count <= 2; count++)
        {
            server.Send(notification);
            (await server.ReceiveAsync()).ShouldBe(AckOf(notification));
            (await world.NextAsync<NotificationIgnored>()).ShouldBe(new NotificationIgnored(type, child, Bob, count));
        }
    }

    [Fact]
    public async Task An_acknowledgement_repeats_participant_and_recipient()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node(
            "notification",
            [("from", Group), ("type", "w:gp2"), ("id", "7"), ("participant", BobLid), ("recipient", Bob), ("t", "1700000300")]));

        (await server.ReceiveAsync()).ShouldBe(new Node(
            "ack",
            [("id", "7"), ("class", "notification"), ("type", "w:gp2"), ("to", Group), ("participant", BobLid), ("recipient", Bob)]));
    }

    [Fact]
    public async Task The_own_blocklist_and_privacy_are_reported_as_far_as_they_are_told()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Node[] items =
        [
            new Node("item", [("jid", BobLid), ("action", "block")]),
            new Node("item", [("jid", Group), ("action", "unblock")]),
            new Node("item"),
        ];

        server.Send(Of(
            Own,
            "account_sync",
            new Node("blocklist", [("action", "modify")], [.. items]),
            new Node("blocklist"),
            new Node("privacy", content: [new Node("category", [("name", "last"), ("value", "none")])])));
        await server.ReceiveAsync();

        var changed = await world.NextAsync<BlocklistChanged>();
        changed.Blocked.ShouldBe([BobLid]);
        changed.Unblocked.ShouldBe([Group]);
        changed.IsStale.ShouldBeFalse();
        (await world.NextAsync<BlocklistChanged>()).IsStale.ShouldBeTrue();
        (await world.NextAsync<PrivacyChanged>()).Settings.ShouldHaveSingleItem().ShouldBe(new("last", "none"));
    }

    [Fact]
    public async Task No_notification_call_or_presence_ends_the_connection()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var nodes = new HostileNodes(3);
        var reading = world.DrainAsync();
        for (int i = 0; i < 3000; i++)
        {
            string tag = nodes.Pick("notification", "notification", "notification", "call", "presence", "chatstate");
            string type = nodes.Pick(
                "encrypt", "devices", "account_sync", "w:gp2", "picture", "status", "privacy_token", "contacts", "disappearing_mode",
                "mex");
            string id = $"n{i}";
            var from = Jid.Parse(nodes.Pick(Bob.ToString(), BobLid.ToString(), Group.ToString(), "x:y@lid"));
            server.Send(nodes.Stanza(tag, ("id", id), ("from", from), ("type", type)));
            if (tag is "notification" or "call")
                await AckedAsync(id);
        }

        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldNotContain(stanza => stanza.Tag == "ack");
        await world.Client.StopAsync();
        await world.Client.DisposeAsync();
        await reading;

        async Task AckedAsync(string id)
        {
            Node sent;
            while ((sent = await server.ReceiveAsync()).Tag != "ack")
            {
                if (sent.Tag == "iq")
                    server.Answer(sent);
            }

            sent["id"].ShouldBe(id);
        }
    }

    private static Node Of(Jid from, string? type, params Node[] children) =>
        new("notification", [("from", from), ("type", type), ("id", "n1"), ("t", "1700000300")], [.. children]);

    private static Node AckOf(Node notification) => new(
        "ack",
        [("id", notification["id"]), ("class", "notification"), ("to", notification.Jid("from")), ("type", notification["type"])]);
}
