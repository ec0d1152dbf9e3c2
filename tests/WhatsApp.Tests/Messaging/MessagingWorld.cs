using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Directory;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

/// <summary>A client that is connected to a scripted server, with the phone of its account and someone else to write with.</summary>
internal sealed class MessagingWorld : IAsyncDisposable
{
    internal static readonly Jid BobNumber = Jid.Parse("15550000002@s.whatsapp.net");
    internal static readonly Jid BobLid = Jid.Parse("100000000000002@lid");
    internal static readonly Jid OwnNumber = ClientWorld.Id.ToAccount();
    internal static readonly Jid OwnLid = ClientWorld.Lid.ToAccount();
    internal static readonly Jid Group = Jid.Parse("120363000000000001@g.us");

    private MessagingWorld(ClientWorld world) => World = world;

    internal ClientWorld World { get; }

    internal ServerConnection Server { get; private set; } = null!;

    internal InMemoryStore Store => World.Store;

    internal WhatsAppClient Client => World.Client;

    /// <summary>The other one's phone.</summary>
    internal RemoteDevice Bob { get; } = new(BobNumber, BobLid, 21);

    /// <summary>The phone of the client's account.</summary>
    internal RemoteDevice OwnPhone { get; } = new(OwnNumber, OwnLid, 22);

    internal static async Task<MessagingWorld> StartAsync(
        Func<InMemoryStore, IMessageHandOver>? handOver = null, bool announcePresence = false)
    {
        var options = new ClientOptions { AnnouncePresence = announcePresence };
        var world = new MessagingWorld(new ClientWorld(options, handOver: handOver));
        world.Server = await world.World.ConnectAsync();
        return world;
    }

    /// <summary>Another process takes the device over, with what the one before stored.</summary>
    internal static async Task<MessagingWorld> RestartAsync(MessagingWorld former, IMessageHandOver handOver, bool settle = true)
    {
        var world = new MessagingWorld(new ClientWorld(
            options: new ClientOptions { AnnouncePresence = false }, store: former.Store, seed: 12, handOver: _ => handOver));
        world.Server = await world.World.StartAsync();
        world.Server.Send(new Node("success", [("t", world.World.Time.GetUtcNow().ToUnixTimeSeconds()), ("lid", ClientWorld.Lid)]));
        if (settle)
            await world.LoggedInAsync();
        return world;
    }

    /// <summary>Answers the questions of a login until the client is connected.</summary>
    internal async Task LoggedInAsync()
    {
        Server.Answer(await Server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", 100)])]);
        Server.Answer(await Server.ExpectAsync("set", "passive", "active"));
        await World.NextAsync(ConnectionState.Connected);
    }

    /// <summary>The client connects again, after its connection was lost; what it sends meanwhile is there to be taken.</summary>
    internal async Task ReconnectAsync()
    {
        await World.NextAsync(ConnectionState.WaitingToReconnect);
        await World.AdvanceUntilAsync(() => Client.State == ConnectionState.Connecting, TimeSpan.FromSeconds(1));
        await World.NextAsync(ConnectionState.Connecting);
        Server = await World.Server.AcceptAsync();
        Server.Send(new Node("success", [("t", World.Time.GetUtcNow().ToUnixTimeSeconds()), ("lid", ClientWorld.Lid)]));
    }

    /// <summary>The receipt of a message; the questions of the client's login are answered on the way.</summary>
    internal Task<Node> NextReceiptAsync(string id) => NextAsync(stanza => stanza.Tag == "receipt" && stanza["id"] == id);

    /// <summary>The client's next message; the questions of its login are answered on the way.</summary>
    internal Task<Node> NextMessageAsync() => NextAsync(stanza => stanza.Tag == "message");

    private async Task<Node> NextAsync(Func<Node, bool> isIt)
    {
        while (true)
        {
            var stanza = await Server.ReceiveAsync();
            if (isIt(stanza))
                return stanza;
            if (stanza["xmlns"] == "encrypt" && stanza.Child("count") is not null)
                Server.Answer(stanza, [new Node("count", [("value", 100)])]);
            else if (stanza["xmlns"] == "encrypt" && stanza.Child("digest") is not null)
                Server.Answer(stanza, [new Node("digest")]);
            else if (stanza["xmlns"] == "usync")
                AnswerDevices(stanza);
            else if (stanza.Tag == "iq" && stanza["xmlns"] != "w:p")
                Server.Answer(stanza, [new Node("tokens")]);
        }
    }

    /// <summary>Delivers a message of someone's device.</summary>
    internal void Deliver(RemoteDevice from, string id, params Node[] content) => Server.Send(new Node(
        "message",
        [("from", from.Number), ("id", id), ("t", 1_700_000_000), ("type", "text"), ("notify", "Bob"), ("sender_lid", from.Lid)],
        [.. content]));

    /// <summary>The server confirms a message.</summary>
    internal void Confirm(Node message, string? error = null, string? phash = null) => Server.Send(new Node(
        "ack",
        [
            ("class", "message"), ("id", message["id"]), ("from", message.Jid("to")), ("t", 1_700_000_001),
            ("error", error), ("phash", phash),
        ]));

    /// <summary>Answers the questions that the client has before it writes to Bob for the first time; returns the message.</summary>
    internal async Task<Node> IntroduceBobAsync()
    {
        AnswerDevices(await Server.ExpectAsync("get", "usync"));
        await AnswerBundlesAsync();
        return await ReceiveMessageAsync();
    }

    /// <summary>Says that Bob has a phone, and this account a phone and the client.</summary>
    internal void AnswerDevices(Node question) => Server.AnswerUsync(
        question, UsyncAnswers.User(BobNumber, BobLid), UsyncAnswers.User(OwnNumber, OwnLid, ClientWorld.Id.Device));

    /// <summary>The next event of a type; those before it are passed over.</summary>
    internal async Task<T> NextEventAsync<T>()
        where T : ClientEvent
    {
        while (true)
        {
            if (await World.NextAsync<ClientEvent>() is T next)
                return next;
        }
    }

    /// <summary>Answers a question for keys.</summary>
    internal async Task AnswerBundlesAsync()
    {
        var keys = await Server.ExpectAsync("get", "encrypt", "key");
        var users = new List<Node>();
        foreach (var user in keys.Child("key")!.ChildrenTagged("user"))
        {
            var asked = user.Jid("jid")!;
            users.Add(await (asked.User == BobLid.User || asked.User == BobNumber.User ? Bob : OwnPhone).BundleAsync(asked));
        }

        Server.Answer(keys, [new Node("list", content: [.. users])]);
    }

    /// <summary>The client's next stanza, which must be a message.</summary>
    internal async Task<Node> ReceiveMessageAsync()
    {
        var message = await Server.ReceiveAsync();
        message.Tag.ShouldBe("message", message.ToString());
        return message;
    }

    /// <summary>Sends text to Bob, from the questions to the server's confirmation.</summary>
    internal async Task<Node> SendToBobAsync(string text, bool isFirst = false)
    {
        var sending = Client.Messages.SendTextAsync(BobNumber, text);
        var message = isFirst ? await IntroduceBobAsync() : await ReceiveMessageAsync();
        Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);
        if (isFirst)
            Server.Answer(await Server.ExpectAsync("set", "privacy"), [new Node("tokens")]);
        return message;
    }

    /// <summary>The client's next stanza, which must be a receipt of this type.</summary>
    internal async Task<Node> ReceiveReceiptAsync(string id, string? type)
    {
        var receipt = await Server.ReceiveAsync();
        receipt.Tag.ShouldBe("receipt", receipt.ToString());
        receipt["id"].ShouldBe(id);
        receipt["type"].ShouldBe(type, receipt.ToString());
        return receipt;
    }

    internal async Task<Node> ReceiveAckAsync(string id, string @class)
    {
        var ack = await Server.ReceiveAsync();
        ack.Tag.ShouldBe("ack", ack.ToString());
        ack["id"].ShouldBe(id);
        ack["class"].ShouldBe(@class);
        return ack;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
