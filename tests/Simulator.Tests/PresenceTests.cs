using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class PresenceTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private Chatter _bob = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false });
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _a);
        _bob = await Chatter.JoinAsync(_server, _b);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_hears_how_it_is_and_when_it_changes()
    {
        await SubscribeAsync(_b.Lid);
        var never = await _alice.NextAsync("presence");
        never.Jid("from").ShouldBe(_b.Lid);
        never["type"].ShouldBe("unavailable");
        never["last"].ShouldBe("none");

        await _bob.SendAsync(Presence("available"));
        (await _alice.NextAsync("presence"))["type"].ShouldBeNull();
        await _bob.SendAsync(new Node("presence", [("name", "Bob")])); // says nothing
        await _bob.SendAsync(Presence("unavailable"));
        var gone = await _alice.NextAsync("presence");
        gone["type"].ShouldBe("unavailable");
        long.Parse(gone["last"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_account_is_there_as_long_as_one_of_its_devices_is_and_a_lost_connection_ends_it()
    {
        await using var tablet = await Chatter.JoinAsync(_server, _b);
        await _bob.SendAsync(Presence("available"));
        await tablet.SendAsync(Presence("available"));
        await tablet.AllUntilPongAsync();
        await SubscribeAsync(_b.Jid);
        (await _alice.NextAsync("presence"))["type"].ShouldBeNull();

        await _bob.SendAsync(Presence("unavailable"));
        await _bob.AllUntilPongAsync();
        (await _alice.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "presence");
        await tablet.LeaveAsync();
        (await _alice.NextAsync("presence"))["type"].ShouldBe("unavailable");
    }

    [Fact]
    public async Task Typing_is_shown_to_those_who_look_and_kept_for_nobody()
    {
        await _alice.SendAsync(Typing(_b.Jid));
        await _alice.AllUntilPongAsync();
        (await _bob.AllUntilPongAsync()).ShouldNotContain(static node => node.Tag == "chatstate");

        await _bob.SendAsync(Presence("available"));
        await _bob.AllUntilPongAsync();
        await _alice.SendAsync(Typing(_b.Jid));
        var typing = await _bob.NextAsync("chatstate");
        typing.Jid("from").ShouldBe(_a.Jid);
        typing.Child("composing")!["media"].ShouldBe("audio");
        _bob.Device.Unacknowledged.ShouldBe(0);
    }

    private static Node Presence(string type) => new("presence", [("type", type), ("name", "x")]);

    private static Node Typing(Jid to) => new("chatstate", [("to", to)], new Node("composing", [("media", "audio")]));

    private Task SubscribeAsync(Jid to) => _alice.SendAsync(new Node("presence", [("type", "subscribe"), ("to", to)]));
}
