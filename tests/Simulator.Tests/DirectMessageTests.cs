using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class DirectMessageTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private Chatter _laptop = null!; // Alice's second device
    private Chatter _bob = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false }); // the ciphertexts here are none
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _a);
        _laptop = await Chatter.JoinAsync(_server, _a);
        _bob = await Chatter.JoinAsync(_server, _b);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _laptop.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_by_number_reaches_the_other_and_the_own_devices()
    {
        var ack = await _alice.SayAsync(Say.Message("m1", _b.Jid, _a.Jid, _laptop.Jid, _b.Jid, _bob.Jid));

        ack.Jid("from").ShouldBe(_b.Jid);
        ack["t"].ShouldNotBeNull();
        ack["error"].ShouldBeNull();
        ack["phash"].ShouldBeNull();
        var message = await _bob.NextAsync("message");
        message.Jid("from").ShouldBe(_alice.Jid);
        message.Jid("sender_lid").ShouldBe(_a.Lid);
        message["notify"].ShouldBe("Alice");
        message["type"].ShouldBe("text");
        message["recipient"].ShouldBeNull();
        Say.Texts(message).ShouldBe([$"for {_bob.Jid}"]);

        var copy = await _laptop.NextAsync("message");
        copy.Jid("from").ShouldBe(_alice.Jid);
        copy.Jid("recipient").ShouldBe(_b.Jid);
        copy.Jid("peer_recipient_lid").ShouldBe(_b.Lid);
        copy["sender_lid"].ShouldBeNull();
        Say.Texts(copy).ShouldBe([$"for {_laptop.Jid}"]);
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_by_hidden_id_stays_in_that_space()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Lid, _a.Lid, _laptop.Lid, _b.Lid, _bob.Lid));

        var message = await _bob.NextAsync("message");
        message.Jid("from").ShouldBe(_alice.Lid);
        message.Jid("sender_pn").ShouldBe(_a.Jid);
        message["addressing_mode"].ShouldBe("lid");
        var copy = await _laptop.NextAsync("message");
        copy.Jid("from").ShouldBe(_alice.Lid);
        copy.Jid("recipient").ShouldBe(_b.Lid);
        copy.Jid("peer_recipient_pn").ShouldBe(_b.Jid);
        copy["sender_pn"].ShouldBeNull();
    }

    [Fact]
    public async Task What_belongs_to_a_ciphertext_goes_with_it_and_the_identity_only_with_prekey_messages()
    {
        var to = new Node("to", [("jid", _bob.Jid)], Say.Enc("pkmsg", "x", ("count", 2), ("mediatype", "image"), ("decrypt-fail", "hide")));
        var own = new Node("to", [("jid", _laptop.Jid)], Say.Enc("msg", "y"));
        await _alice.SayAsync(new Node("message", [("id", "m1"), ("to", _b.Jid), ("type", "media"), ("edit", "1")], NodeContent.Of(
            new Node("participants", default, NodeContent.Of(to, own)), Say.Identity, new Node("meta", [("polltype", "creation")]))));

        var message = await _bob.NextAsync("message");
        message["edit"].ShouldBe("1");
        message["type"].ShouldBe("media");
        message.Children.Select(static child => child.Tag).ShouldBe(["enc", "device-identity", "meta"]);
        message.Child("enc")!["count"].ShouldBe("2");
        message.Child("enc")!["mediatype"].ShouldBe("image");
        message.Child("enc")!["decrypt-fail"].ShouldBe("hide");
        (await _laptop.NextAsync("message")).Child("device-identity").ShouldBeNull();
    }

    [Fact]
    public async Task A_repeated_message_is_acknowledged_and_not_delivered_again()
    {
        var said = Say.Message("m1", _b.Jid, _bob.Jid);
        await _alice.SayAsync(said);
        (await _alice.SayAsync(said))["error"].ShouldBeNull();
        await _alice.SayAsync(Say.Message("m2", _b.Jid, _bob.Jid));

        (await _bob.NextAsync("message"))["id"].ShouldBe("m1");
        (await _bob.NextAsync("message"))["id"].ShouldBe("m2");
    }

    [Fact]
    public async Task A_ciphertext_of_its_own_goes_to_the_one_device_and_the_one_beside_it_does_not()
    {
        NodeAttributes about = [("id", "m1"), ("to", _bob.Jid), ("type", "text"), ("device_fanout", "false")];
        await _alice.SayAsync(new Node("message", about, NodeContent.Of(
            Say.Enc("pkmsg", "again", ("count", 1)), Say.Participants(_bob.Jid), Say.Identity)));
        await _alice.SayAsync(Say.Bare("m1", _bob.Jid)); // the same message, sent to the same device once more: as it asked for it

        var message = await _bob.NextAsync("message");
        Say.Texts(message).ShouldBe(["again"]);
        message.Child("enc")!["count"].ShouldBe("1");
        message.Child("device-identity").ShouldNotBeNull();
        (await _bob.NextAsync("message")).Child("device-identity").ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_sent_again_to_an_own_device_names_its_chat()
    {
        await _alice.SayAsync(Say.Bare("m1", _laptop.Lid, ("recipient", _b.Lid)));

        var copy = await _laptop.NextAsync("message");
        copy.Jid("from").ShouldBe(_alice.Lid);
        copy.Jid("recipient").ShouldBe(_b.Lid);
        copy.Jid("peer_recipient_pn").ShouldBe(_b.Jid);
    }

    [Fact]
    public async Task The_sending_device_gets_no_copy()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Jid, _alice.Jid, _bob.Jid));

        await _bob.NextAsync("message");
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");
    }

    [Fact]
    public async Task A_sender_with_an_outdated_device_list_hears_the_hash_of_the_right_one()
    {
        var ack = await _alice.SayAsync(Say.Message("m1", _b.Jid, _a.Jid, _laptop.Jid, _b.Jid));

        ack["error"].ShouldBeNull();
        ack["phash"].ShouldNotBeNull().ShouldStartWith("2:");
    }

    [Theory]
    [InlineData("15559999999@s.whatsapp.net", "404")]
    [InlineData("999999999999999@lid", "404")]
    [InlineData("120363000000000000@newsletter", "501")]
    public async Task A_recipient_that_is_not_there_is_an_error(string to, string code) =>
        (await _alice.SayAsync(Say.Message("m1", Jid.Parse(to), _bob.Jid)))["error"].ShouldBe(code);

    [Fact]
    public async Task A_malformed_message_is_refused_and_recorded()
    {
        (await _alice.SayAsync(new Node("message", [("id", "m1"), ("to", _b.Jid)])))["error"].ShouldBe("479");
        var empty = new Node("enc", [("v", "2"), ("type", "msg")]);
        (await _alice.SayAsync(new Node("message", [("id", "m2"), ("to", _b.Jid)], empty)))["error"].ShouldBe("479");
        (await _alice.SayAsync(new Node("message", [("id", "m3"), ("to", _b.Jid)], Say.Enc("new", "x"))))["error"].ShouldBe("479");

        _server.Violations.Count.ShouldBe(3);
        _server.Statistics[Counted.RefusedMessages].ShouldBe(3);
    }
}
