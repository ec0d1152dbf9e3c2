using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Directory;
using Wasilo.WhatsApp.Tests.Groups;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Notifications;

public sealed class DirectoryListenerTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly Jid Group = Jid.Parse("120363000000000001@g.us");
    private static readonly Jid Own = ClientWorld.Id.ToAccount();

    [Fact]
    public async Task A_new_identity_is_dealt_with_under_both_names_before_it_is_acknowledged()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        var server = await world.ConnectAsync();

        server.Send(Notification(Bob, "encrypt", BobLid, new Node("identity")));
        listener.Gate.SetResult();
        (await server.ReceiveAsync()).Tag.ShouldBe("ack");

        listener.Heard.ShouldBe([$"identity {Bob} {BobLid}"]);
        (await world.NextAsync<IdentityChanged>()).Lid.ShouldBe(BobLid);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_the_listener_is_done()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        var server = await world.ConnectAsync();

        server.Send(Notification(Bob, "encrypt", null, new Node("identity")));
        var next = server.ReceiveAsync();
        await listener.Called.Task.WaitAsync(ScriptedServer.Deadline);
        next.IsCompleted.ShouldBeFalse();
        listener.Gate.SetResult();

        (await next).Tag.ShouldBe("ack");
    }

    [Fact]
    public async Task The_own_identity_is_nobody_elses()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        var server = await world.ConnectAsync();

        server.Send(Notification(Own, "encrypt", null, new Node("identity")));
        (await server.ReceiveAsync()).Tag.ShouldBe("ack");

        listener.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Devices_that_were_removed_are_named_in_both_spaces()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        listener.Gate.SetResult();
        var server = await world.ConnectAsync();

        server.Send(Notification(
            Bob,
            "devices",
            BobLid,
            new Node("remove", [("device_hash", "2:abc")],
            [
                new Node("device", [("jid", Bob.WithDevice(2))]),
                new Node("device", [("jid", Own.WithDevice(3))]), // not Bob's to remove
                new Node("key-index-list"),
            ]),
            new Node("add", content: [new Node("device", [("jid", Bob.WithDevice(4)), ("key-index", "4")])])));
        (await server.ReceiveAsync()).Tag.ShouldBe("ack");

        listener.Heard.ShouldBe([$"removed {Bob.WithDevice(2)} {BobLid.WithDevice(2)}"]);
        var changed = await world.NextAsync<DevicesChanged>();
        (changed.Account, changed.Added.ShouldHaveSingleItem(), changed.Removed.ShouldHaveSingleItem()).ShouldBe(
            (Bob, Bob.WithDevice(4), Bob.WithDevice(2)));
    }

    [Fact]
    public async Task Own_devices_that_are_missing_in_the_new_list_were_removed()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        listener.Gate.SetResult();
        var server = await world.ConnectAsync();
        var asking = world.Client.Directory.Devices.FindAsync([Own]);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"), UsyncAnswers.User(Own, ClientWorld.Lid.ToAccount(), 1, 2));
        await asking;

        server.Send(Notification(Own, "account_sync", null, new Node("devices", content:
        [
            new Node("device", [("jid", Own)]),
            new Node("device", [("jid", Own.WithDevice(1))]),
        ])));
        (await server.ReceiveAsync()).Tag.ShouldBe("ack");

        listener.Heard.ShouldBe([$"removed {Own.WithDevice(2)} {ClientWorld.Lid.WithDevice(2)}"]);
        (await world.NextAsync<OwnDevicesChanged>()).Devices.ShouldBe([Own, Own.WithDevice(1)]);
        var again = world.Client.Directory.Devices.FindAsync([Own]);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"), UsyncAnswers.User(Own, null, 1));
        await again;
    }

    [Theory]
    [InlineData("leave", true)]
    [InlineData("remove", true)]
    [InlineData("add", false)]
    public async Task Members_who_are_gone_make_the_sender_key_known_to_outsiders(string change, bool matters)
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        listener.Gate.SetResult();
        var server = await world.ConnectAsync();

        server.Send(Notification(Group, "w:gp2", null, new Node(change, content: [GroupNodes.Participant(BobLid)])));
        (await server.ReceiveAsync()).Tag.ShouldBe("ack");

        listener.Heard.ShouldBe(matters ? [$"left {Group}"] : []);
    }

    [Fact]
    public async Task Members_whom_this_device_removes_are_gone_too()
    {
        await using var world = new ClientWorld();
        var listener = Listen(world);
        listener.Gate.SetResult();
        var server = await world.ConnectAsync();

        var removing = world.Client.Groups.RemoveAsync(Group, [Bob]);
        server.Answer(await server.ExpectAsync("set", "w:g2", "remove"));
        await removing;

        listener.Heard.ShouldBe([$"left {Group}"]);
    }

    private static Listener Listen(ClientWorld world)
    {
        var listener = new Listener();
        world.Client.Directory.Listener = listener;
        return listener;
    }

    private static Node Notification(Jid from, string type, Jid? lid, params Node[] children) =>
        new("notification", [("from", from), ("type", type), ("id", "n1"), ("t", "1700000300"), ("lid", lid)], [.. children]);

    private sealed class Listener : IDirectoryListener
    {
        internal TaskCompletionSource Gate { get; } = new();

        internal TaskCompletionSource Called { get; } = new();

        internal List<string> Heard { get; } = [];

        public Task OnIdentityChangedAsync(IReadOnlyList<Jid> jids) => NoteAsync("identity", [.. jids]);

        public Task OnDevicesRemovedAsync(IReadOnlyList<Jid> devices) => NoteAsync("removed", [.. devices]);

        public Task OnMembersLeftAsync(Jid group) => NoteAsync("left", group);

        private async Task NoteAsync(string what, params Jid[] jids)
        {
            Heard.Add($"{what} {string.Join(' ', jids.Select(jid => jid.ToString()))}");
            Called.TrySetResult();
            await Gate.Task;
        }
    }
}
