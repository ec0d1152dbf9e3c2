using System.IO.Compression;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Tests;

public sealed class PrimaryDeviceTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private PhoneScript _bob = null!;
    private Talker _alice = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _bob = _server.Script(_b);
        _alice = await Talker.JoinAsync(_server, _a);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_phone_and_a_device_hold_a_conversation()
    {
        await _bob.SendTextAsync(_a.Lid, "Hello");
        ((TextContent)(await _alice.ReadAsync()).Content!).Text.ShouldBe("Hello");
        for (var i = 0; i < 3; i++)
        {
            await _alice.Chatter.SayAsync(await _alice.WriteAsync($"m{i}", _b, new Message { Conversation = $"text {i}" }));
            (await _alice.Chatter.NextAsync("receipt"))["id"].ShouldBe($"m{i}");
        }

        _bob.Messages.Select(static message => message.Text).ShouldBe(["Hello", "text 0", "text 1", "text 2"]);
        _bob.Messages[1].Sender.ShouldBe(_a.Jid);
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_phone_in_a_group_reads_and_is_read()
    {
        var group = _bob.CreateGroup("Friends", _a);
        await _bob.SendTextAsync(group, "Welcome");
        var stanza = await _alice.Chatter.NextAsync("message");
        stanza.Jid("from").ShouldBe(group);
        var parts = await _alice.DecryptAsync(stanza);
        parts[0].Distribution.ShouldNotBeNull();
        ((TextContent)parts[1].Content!).Text.ShouldBe("Welcome");
        await _bob.SendTextAsync(group, "Again");
        ((TextContent)(await _alice.ReadAsync()).Content!).Text.ShouldBe("Again");
    }

    [Fact]
    public async Task A_message_that_was_damaged_is_asked_for_again()
    {
        var stanza = await _alice.WriteAsync("m1", _b, new Message { Conversation = "text" });
        var to = stanza.Child("participants")!.Children[0];
        var damaged = to.Child("enc")!.Bytes.ToArray();
        damaged[^1] ^= 1;
        await _alice.Chatter.SayAsync(new Node("message", stanza.Attributes, NodeContent.Of(
            new Node("participants", default, new Node("to", to.Attributes, new Node("enc", to.Child("enc")!.Attributes, damaged))),
            stanza.Child("device-identity")!)));

        var asked = await _alice.Chatter.NextAsync("receipt");
        asked["type"].ShouldBe("retry");
        asked.Child("retry")!["count"].ShouldBe("1");
        await _alice.Chatter.SayAsync(new Node("message", [("id", "m1"), ("to", _b.Jid), ("type", "text")], NodeContent.Of(
            await _alice.EncryptAsync(_b, new Message { Conversation = "text" }), stanza.Child("device-identity")!)));
        await Eventually.TrueAsync(() => _bob.Messages.Count == 1);
        _bob.Messages[0].Text.ShouldBe("text");
    }

    [Fact]
    public async Task A_prekey_message_without_device_identity_is_recorded()
    {
        var stanza = await _alice.WriteAsync("m1", _b, new Message { Conversation = "text" });
        await _alice.Chatter.SayAsync(new Node("message", stanza.Attributes, stanza.Child("participants")!));

        await Eventually.TrueAsync(() => _bob.Messages.Count == 1);
        _server.Violations.ShouldHaveSingleItem().What.ShouldContain("device identity");
    }

    [Fact]
    public async Task What_a_device_sends_its_phone_has_too()
    {
        var sent = MessageWriter.ForOwnDevices(new Message { Conversation = "to Bob" }, _b.Jid);
        await _alice.Chatter.SayAsync(new Node("message", [("id", "m1"), ("to", _b.Jid)], NodeContent.Of(
            new Node("participants", default, new Node("to", [("jid", _a.Jid)], await _alice.EncryptAsync(_a, sent))),
            (await _alice.WriteAsync("m2", _b, new Message())).Child("device-identity")!)));

        await Eventually.TrueAsync(() => _server.Script(_a).Messages.Count == 1);
        var copy = _server.Script(_a).Messages[0];
        copy.FromMe.ShouldBeTrue();
        copy.Chat.ShouldBe(_b.Jid);
        copy.Text.ShouldBe("to Bob");
        (await _alice.Chatter.NextAsync("receipt"))["type"].ShouldBe("sender");
    }

    [Fact]
    public async Task A_phone_answers_for_messages_that_its_device_could_not_read()
    {
        var said = await _bob.SendTextAsync(_a.Jid, "Hello");
        await Eventually.TrueAsync(() => _server.Script(_a).Messages.Count == 1);
        await _alice.Chatter.NextAsync("message"); // and isn't read
        await _alice.Chatter.SayAsync(await _alice.WritePeerAsync(
            "r1", PeerRequests.ResendMessages([new MessageReference(_b.Jid, said.Id, FromMe: false)])));

        var response = (await _alice.ReadAsync()).Protocol!.PeerDataOperationRequestResponseMessage;
        response.StanzaId.ShouldBe("r1");
        var resent = PeerResponses.ReadResent(response).ShouldHaveSingleItem();
        resent.Key.Id.ShouldBe(said.Id);
        (await _alice.Chatter.NextAsync("receipt"))["type"].ShouldBe("peer_msg");
    }

    [Fact]
    public async Task A_phone_tells_what_was_before()
    {
        var said = new List<Primary.PhoneMessage>();
        for (var i = 0; i < 5; i++)
        {
            said.Add(await _bob.SendTextAsync(_a.Jid, $"text {i}"));
            await _alice.ReadAsync();
        }

        await Eventually.TrueAsync(() => _server.Script(_a).Messages.Count == 5);
        await _alice.Chatter.SayAsync(await _alice.WritePeerAsync("h1", PeerRequests.History(
            new MessageReference(_b.Lid, said[3].Id, FromMe: false), DateTimeOffset.UtcNow, 2)));

        var notification = (await _alice.ReadAsync()).Protocol!.HistorySyncNotification;
        notification.SyncType.ShouldBe(HistorySyncType.OnDemand);
        notification.PeerDataRequestSessionId.ShouldBe("h1");
        var messages = Inflate(notification).Conversations.ShouldHaveSingleItem().Messages;
        messages.Select(static message => message.Message.Key.Id).ShouldBe([said[2].Id, said[1].Id]);
    }

    [Fact]
    public async Task A_new_device_gets_keys_and_history_once_it_is_ready()
    {
        await _bob.SendTextAsync(_a.Jid, "before");
        await Eventually.TrueAsync(() => _server.Script(_a).Messages.Count == 1);
        var keys = new TestDevice();
        await using var paired = await Chatter.ReturnAsync(_server, await _server.LinkAsync(_a, keys), keys);
        (await paired.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");
        await paired.Client.AskAsync("set", "passive", new Node("active"));

        var first = await paired.NextAsync("message");
        first.Jid("from").ShouldBe(_a.Jid);
        first["category"].ShouldBe("peer");
        first.Jid("sender_lid").ShouldBe(_a.Lid);
        first["notify"].ShouldBe("Alice");
        await paired.NextAsync("message");
        await paired.Client.AskAsync("set", "passive", new Node("active"));
        (await paired.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");

        // The same on demand, for one that can read it.
        await _alice.ReadAsync();
        await _server.Script(_a).ShareAsync(_alice.Device);
        (await _alice.ReadAsync()).Protocol!.AppStateSyncKeyShare.Keys.ShouldHaveSingleItem().KeyData.KeyData.Length.ShouldBe(32);
        var history = Inflate((await _alice.ReadAsync()).Protocol!.HistorySyncNotification);
        history.SyncType.ShouldBe(HistorySyncType.InitialBootstrap);
        history.Conversations.ShouldHaveSingleItem().Messages.ShouldHaveSingleItem().Message.PushName.ShouldBe("Bob");
        history.PhoneNumberToLidMappings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Phones_that_do_not_read_take_no_part()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false });
        var phone = server.Phones.Create("15550000001");
        await using var device = await Talker.JoinAsync(server, phone);
        var other = server.Phones.Create("15550000002");
        await server.Script(other).SendTextAsync(phone.Jid, "Hello");

        ((TextContent)(await device.ReadAsync()).Content!).Text.ShouldBe("Hello");
        server.Script(phone).Messages.ShouldBeEmpty();
    }

    private static HistorySync Inflate(HistorySyncNotification notification)
    {
        using var zlib = new ZLibStream(
            new MemoryStream(notification.InitialHistBootstrapInlinePayload.ToByteArray()), CompressionMode.Decompress);
        return HistorySync.Parser.ParseFrom(zlib);
    }
}
