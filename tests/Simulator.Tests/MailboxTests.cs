using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class MailboxTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private Chatter _bob = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { MailboxLimit = 2000, PhonesRead = false });
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _server.Phones.Create("15550000001", "Alice"));
        _bob = await Chatter.JoinAsync(_server, _b);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_came_while_a_device_was_away_awaits_it_in_order()
    {
        await _bob.LeaveAsync();
        for (var i = 0; i < 3; i++)
            await SayAsync($"m{i}");
        _bob.Device.Unacknowledged.ShouldBe(3);

        await _bob.ReturnAsync();
        await _bob.NextAsync("ib"); // routing info
        var preview = (await _bob.NextAsync("ib")).Child("offline_preview").ShouldNotBeNull();
        preview["count"].ShouldBe("3");
        preview["message"].ShouldBe("3");
        for (var i = 0; i < 3; i++)
        {
            var message = await _bob.NextAsync("message");
            message["id"].ShouldBe($"m{i}");
            message["offline"].ShouldBe("0");
        }

        (await _bob.CaughtUpAsync()).ShouldBe("3");
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_and_what_was_does_not()
    {
        await SayAsync("m1");
        await SayAsync("m2");
        var first = await _bob.NextAsync("message");
        await _bob.NextAsync("message");
        await _bob.SayAsync(Say.Receipt(first));
        await _bob.LeaveAsync();
        await _bob.ReturnAsync();

        var again = await _bob.NextAsync("message");
        again["id"].ShouldBe("m2");
        again["offline"].ShouldBe("1");
        (await _bob.CaughtUpAsync()).ShouldBe("1");
        await _bob.SendAsync(Say.Ack(again));
        await Eventually.TrueAsync(() => _bob.Device.Unacknowledged == 0);
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_to_a_failed_message_does_not_settle_the_one_sent_in_its_place()
    {
        await SayAsync("m1");
        var failed = await _bob.NextAsync("message");
        await _bob.SayAsync(Say.Receipt(failed, "retry"));
        _bob.Device.Unacknowledged.ShouldBe(0);
        await _alice.SayAsync(Say.Bare("m1", _bob.Jid));
        await _bob.NextAsync("message");

        // Baileys sends this after its retry receipt, and may have got the message again by then.
        await _bob.SendAsync(Say.Ack(failed, error: "500"));
        await _bob.AllUntilPongAsync();
        _bob.Device.Unacknowledged.ShouldBe(1);
        await _bob.SayAsync(Say.Receipt(failed));
        _bob.Device.Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task An_ack_of_what_was_never_sent_is_recorded()
    {
        await _bob.SendAsync(new Node("ack", [("id", "none"), ("class", "message"), ("to", _alice.Jid)]));
        await _bob.AllUntilPongAsync();

        _server.Violations.ShouldHaveSingleItem().Device.ShouldBe(_bob.Jid.ToString());
    }

    [Fact]
    public async Task What_was_delivered_twice_by_a_fault_may_be_acknowledged_twice()
    {
        _server.FaultsOf(_bob.Device).OfPhone.Duplicate();
        await SayAsync("m1");
        await _bob.SendAsync(Say.Ack(await _bob.NextAsync("message")));
        await _bob.SendAsync(Say.Ack(await _bob.NextAsync("message")));
        await _bob.AllUntilPongAsync();

        _server.Violations.ShouldBeEmpty();
        _bob.Device.Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_whose_ack_was_withheld_is_delivered_once_however_often_it_is_sent()
    {
        _server.FaultsOf(_alice.Device).OfPhone.WithholdAcks();
        await _alice.SendAsync(Say.Message("m1", _b.Jid, _bob.Jid));
        (await _bob.NextAsync("message"))["id"].ShouldBe("m1");
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "ack");
        await SayAsync("m1");
        (await _bob.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "message");
    }

    [Fact]
    public async Task A_damaged_message_has_another_ciphertext_and_all_else_unchanged()
    {
        _server.FaultsOf(_bob.Device).OfPhone.Corrupt();
        await SayAsync("m1");
        await SayAsync("m2");

        var damaged = await _bob.NextAsync("message");
        damaged["id"].ShouldBe("m1");
        Say.Texts(damaged)[0].ShouldNotBe($"for {_bob.Jid}");
        Say.Texts(await _bob.NextAsync("message"))[0].ShouldBe($"for {_bob.Jid}");
    }

    [Fact]
    public async Task A_full_mailbox_gives_up_the_oldest()
    {
        await _bob.LeaveAsync();
        for (var i = 0; i < 2001; i++)
            await _alice.SendAsync(Say.Message($"m{i}", _b.Jid, _bob.Jid));
        await _alice.AllUntilPongAsync();
        _bob.Device.Unacknowledged.ShouldBe(2000);
        _server.Statistics[Counted.DroppedStanzas].ShouldBe(1);

        // More than a connection takes at once: the mailbox waits until there is room.
        await _bob.ReturnAsync();
        for (var i = 1; i < 2001; i++)
            (await _bob.NextAsync("message"))["id"].ShouldBe($"m{i}");
        (await _bob.CaughtUpAsync()).ShouldBe("2000");
        _server.Statistics[Counted.UnreadConnections].ShouldBe(0);
    }

    [Fact]
    public async Task A_device_that_reads_slowly_is_not_dropped_for_it()
    {
        var large = new string('x', 20_000);
        for (var i = 0; i < 1000; i++)
        {
            await _alice.SendAsync(new Node("message", [("id", $"m{i}"), ("to", _b.Jid)], new Node("participants", default,
                new Node("to", [("jid", _bob.Jid)], Say.Enc("msg", large)))));
        }

        await _alice.AllUntilPongAsync();
        for (var i = 0; i < 1000; i++)
            (await _bob.NextAsync("message"))["id"].ShouldBe($"m{i}");
        _server.Statistics[Counted.UnreadConnections].ShouldBe(0);
    }

    private async Task SayAsync(string id) => (await _alice.SayAsync(Say.Message(id, _b.Jid, _bob.Jid)))["error"].ShouldBeNull();
}
