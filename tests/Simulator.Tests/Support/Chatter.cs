using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

/// <summary>A linked device and its connection: says what a test tells it to, and acknowledges nothing by itself.</summary>
internal sealed class Chatter : IAsyncDisposable
{
    private readonly SimulatorServer _server;
    private readonly TestDevice _keys;

    private Chatter(SimulatorServer server, TestDevice keys, Device device, TestClient client)
    {
        _server = server;
        _keys = keys;
        Device = device;
        Client = client;
    }

    public Device Device { get; }

    public TestClient Client { get; private set; }

    public Jid Jid => Device.Jid;

    public Jid Lid => Device.Lid;

    /// <summary>Links a device to a phone and logs it in.</summary>
    public static async Task<Chatter> JoinAsync(SimulatorServer server, Phone phone, TestDevice? keys = null)
    {
        keys ??= new TestDevice();
        return await ReturnAsync(server, await server.LinkAsync(phone, keys), keys);
    }

    /// <summary>Logs in as a device that was linked before.</summary>
    public static async Task<Chatter> ReturnAsync(SimulatorServer server, Device device, TestDevice keys)
    {
        var chatter = new Chatter(server, keys, device, await server.LoginAsync(device, keys));
        await chatter.CaughtUpAsync();
        return chatter;
    }

    public Task SendAsync(Node node) => Client.SendAsync(node);

    public Task<Node> NextAsync(string tag) => Client.NextAsync(tag);

    /// <summary>Sends and returns the server's ack.</summary>
    public async Task<Node> SayAsync(Node node)
    {
        await Client.SendAsync(node);
        while (true)
        {
            var ack = await NextAsync("ack");
            if (ack["id"] == node["id"] && ack["class"] == node.Tag)
                return ack;
        }
    }

    /// <summary>Acknowledges the next stanza of a kind, and returns it.</summary>
    public async Task<Node> AcknowledgeAsync(string tag)
    {
        var stanza = await NextAsync(tag);
        await SendAsync(Say.Ack(stanza));
        return stanza;
    }

    /// <summary>Drops the connection and waits until the server knows.</summary>
    public async Task LeaveAsync()
    {
        await Client.DisposeAsync();
        await Eventually.TrueAsync(() => !_server.IsOnline(Device));
    }

    /// <summary>Logs in again, and returns the next node after the success.</summary>
    public async Task ReturnAsync() => Client = await _server.LoginAsync(Device, _keys);

    /// <summary>Waits for the end of what was queued, and returns how much the server says it was.</summary>
    public async Task<string?> CaughtUpAsync()
    {
        while (true)
        {
            if ((await NextAsync("ib")).Child("offline") is { } offline)
                return offline["count"];
        }
    }

    /// <summary>Asks about groups in general.</summary>
    public Task<Node> AskGroupsAsync(string type, Node content) => AskGroupAsync(Jid.Groups, type, content);

    /// <summary>Asks about a group; what else comes meanwhile is kept for later.</summary>
    public async Task<Node> AskGroupAsync(Jid group, string type, Node content)
    {
        var id = Guid.NewGuid().ToString("N");
        await SendAsync(new Node("iq", [("to", group), ("id", id), ("type", type), ("xmlns", "w:g2")], content));
        return await Client.AnswerAsync(id);
    }

    /// <summary>Whether nothing has come that matters, up to the answer of a ping.</summary>
    public async Task<IReadOnlyList<Node>> AllUntilPongAsync()
    {
        var id = Guid.NewGuid().ToString("N");
        await SendAsync(new Node("iq", [("to", Jid.WhatsApp), ("id", id), ("type", "get"), ("xmlns", "w:p")]));
        var seen = new List<Node>();
        while (true)
        {
            var node = (await Client.ReceiveAsync()).ShouldNotBeNull();
            if (node.Tag == "iq" && node["id"] == id)
                return seen;
            seen.Add(node);
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
