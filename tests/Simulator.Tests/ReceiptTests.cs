using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class ReceiptTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private Chatter _laptop = null!; // Alice's second device
    private Chatter _bob = null!;
    private Chatter _tablet = null!; // Bob's second device

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false }); // the ciphertexts here are none
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _a);
        _laptop = await Chatter.JoinAsync(_server, _a);
        _bob = await Chatter.JoinAsync(_server, _b);
        _tablet = await Chatter.JoinAsync(_server, _b);
        foreach (var chatter in new[] { _alice, _alice, _bob, _bob })
            await chatter.AcknowledgeAsync("notification"); // of the second devices, in two forms
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _laptop.DisposeAsync();
        await _bob.DisposeAsync();
        await _tablet.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("inactive")]
    [InlineData("read")]
    [InlineData("played")]
    public async Task A_receipt_reaches_all_devices_of_the_author_from_the_account(string? type)
    {
        await _alice.SayAsync(Say.Message("m1", _b.Jid, _bob.Jid));
        var ack = await _bob.SayAsync(Say.Receipt(await _bob.NextAsync("message"), type));

        ack["type"].ShouldBe(type);
        ack.Jid("from").ShouldBe(_alice.Jid);
        foreach (var author in new[] { _alice, _laptop })
        {
            var receipt = await author.NextAsync("receipt");
            receipt.Jid("from").ShouldBe(_b.Jid);
            receipt["id"].ShouldBe("m1");
            receipt["type"].ShouldBe(type);
            receipt["t"].ShouldNotBeNull();
            receipt["recipient"].ShouldBeNull();
            await author.SendAsync(Say.Ack(receipt));
            await author.AllUntilPongAsync();
            author.Device.Unacknowledged.ShouldBe(0);
        }

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_read_on_one_device_is_read_on_the_others()
    {
        var read = new Node("receipt", [("id", "m1"), ("to", _a.Lid), ("type", "read")], new Node("list", default,
            new Node("item", [("id", "m2")])));
        await _bob.SayAsync(read);

        var own = await _tablet.NextAsync("receipt");
        own.Jid("from").ShouldBe(_b.Lid);
        own.Jid("recipient").ShouldBe(_a.Lid);
        own["type"].ShouldBe("read");
        (await _alice.NextAsync("receipt")).Child("list")!.Children.ShouldHaveSingleItem()["id"].ShouldBe("m2");
    }

    [Fact]
    public async Task What_was_read_in_secret_stays_with_the_own_devices()
    {
        await _bob.SayAsync(new Node("receipt", [("id", "m1"), ("to", _a.Jid), ("type", "read-self")]));

        (await _tablet.NextAsync("receipt"))["type"].ShouldBe("read-self");
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "receipt");
    }

    [Fact]
    public async Task A_retry_receipt_reaches_the_sending_device_alone_with_all_that_is_in_it()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Jid, _bob.Jid));
        Node[] content = [new Node("retry", [("count", 1), ("v", 1)]), new Node("registration", content: new byte[4])];
        await _bob.SayAsync(Say.Receipt(await _bob.NextAsync("message"), "retry", content));

        var receipt = await _alice.NextAsync("receipt");
        receipt.Jid("from").ShouldBe(_bob.Jid);
        receipt["type"].ShouldBe("retry");
        receipt.Children.Select(static child => child.Tag).ShouldBe(["retry", "registration"]);
        (await _laptop.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "receipt");
        _bob.Device.Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task The_receipt_of_a_copy_goes_to_the_device_that_sent_it()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Lid, _laptop.Lid));
        await _laptop.SayAsync(Say.Receipt(await _laptop.NextAsync("message"), "sender"));

        var receipt = await _alice.NextAsync("receipt");
        receipt.Jid("from").ShouldBe(_laptop.Lid);
        receipt.Jid("recipient").ShouldBe(_b.Lid);
        receipt["type"].ShouldBe("sender");
    }

    [Fact]
    public async Task A_receipt_of_several_messages_settles_them_all()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Jid, _bob.Jid));
        await _alice.SayAsync(Say.Message("m2", _b.Jid, _bob.Jid));
        await _bob.NextAsync("message");
        var second = await _bob.NextAsync("message");
        await _bob.SayAsync(Say.Receipt(second, null, new Node("list", default, new Node("item", [("id", "m1")]))));

        _bob.Device.Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task Receipts_wait_for_a_device_that_is_away()
    {
        await _alice.SayAsync(Say.Message("m1", _b.Jid, _bob.Jid));
        await _alice.LeaveAsync();
        var message = await _bob.NextAsync("message");
        await _bob.SayAsync(Say.Receipt(message));
        await _bob.SayAsync(Say.Receipt(message, "read"));
        await _alice.ReturnAsync();

        (await _alice.NextAsync("receipt"))["type"].ShouldBeNull();
        var read = await _alice.NextAsync("receipt");
        read["type"].ShouldBe("read");
        read["offline"].ShouldBe("0");
    }

    [Fact]
    public async Task A_call_rings_on_all_devices_and_its_answer_goes_back()
    {
        var offer = new Node("offer", [("call-id", "C1"), ("call-creator", _alice.Jid)], NodeContent.Of(
            new Node("audio"),
            new Node("destination", default, NodeContent.Of(
                new Node("to", [("jid", _bob.Jid)], Say.Enc("msg", "bob's")),
                new Node("to", [("jid", _tablet.Jid)], Say.Enc("msg", "tablet's"))))));
        (await _alice.SayAsync(new Node("call", [("id", "c1"), ("to", _b.Jid)], offer)))["error"].ShouldBeNull();

        var ringing = await _bob.NextAsync("call");
        ringing.Jid("from").ShouldBe(_alice.Jid);
        ringing.Child("offer")!["call-id"].ShouldBe("C1");
        ringing.Child("offer")!.Child("enc")!.Text.ShouldBe("bob's");
        (await _tablet.NextAsync("call")).Child("offer")!.Child("enc")!.Text.ShouldBe("tablet's");

        await _bob.SendAsync(Say.Ack(ringing));
        await _bob.SayAsync(new Node("call", [("id", "c2"), ("to", _alice.Jid)], new Node("reject", [("call-id", "C1")])));
        var rejected = await _alice.NextAsync("call");
        rejected.Jid("from").ShouldBe(_bob.Jid);
        rejected.Child("reject")!["call-id"].ShouldBe("C1");
        _bob.Device.Unacknowledged.ShouldBe(0);
    }
}
