using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

/// <summary>A client, a server that a test scripts, a phone, and a clock that stands still.</summary>
internal sealed class ClientWorld : IAsyncDisposable
{
    internal static readonly Jid Id = Jid.Parse("15550000001:1@s.whatsapp.net");
    internal static readonly Jid Lid = Jid.Parse("100000000000001:1@lid");

    private readonly IAsyncEnumerator<ClientEvent> _events;

    internal ClientWorld(
        ClientOptions? options = null,
        bool byteByByte = false,
        IEngineStore? store = null,
        PublicKey? trustedRoot = null,
        ulong seed = 11,
        Func<InMemoryStore, IMessageHandOver>? handOver = null)
    {
        Random = new SeededRandomSource(seed);
        Server = new ScriptedServer(Time.GetUtcNow()) { ByteByByte = byteByByte };
        Client = new WhatsAppClient(
            (options ?? new ClientOptions()) with { TrustedRoot = trustedRoot ?? ScriptedServer.Root },
            store ?? Store,
            Store.TakeOver(),
            Server,
            Time,
            Random,
            handOver?.Invoke(Store));
        _events = Client.Events.GetAsyncEnumerator();
    }

    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    internal SeededRandomSource Random { get; }

    internal InMemoryStore Store { get; } = new();

    internal ScriptedServer Server { get; }

    internal WhatsAppClient Client { get; }

    internal Phone Phone { get; } = new();

    /// <summary>The next event, which must be of this type.</summary>
    internal async Task<T> NextAsync<T>()
        where T : ClientEvent
    {
        (await _events.MoveNextAsync().AsTask().WaitAsync(ScriptedServer.Deadline)).ShouldBeTrue();
        return _events.Current.ShouldBeAssignableTo<T>()!;
    }

    /// <summary>Takes all events until they end, so that nothing waits for them.</summary>
    internal async Task DrainAsync()
    {
        while (await _events.MoveNextAsync())
        {
        }
    }

    internal async Task<ConnectionChanged> NextAsync(ConnectionState state)
    {
        var changed = await NextAsync<ConnectionChanged>();
        changed.State.ShouldBe(state, changed.ToString());
        return changed;
    }

    internal async Task<bool> EventsEndAsync() => !await _events.MoveNextAsync().AsTask().WaitAsync(ScriptedServer.Deadline);

    /// <summary>Gives the device an account, as if it had been paired before.</summary>
    internal async Task PairBeforehandAsync(Func<Credentials, Credentials>? change = null)
    {
        var credentials = Credentials.Generate(Random, Time.GetUtcNow()) with { Id = Id, Lid = Lid };
        await Store.CommitAsync(new StoreDelta { Credentials = change?.Invoke(credentials) ?? credentials }, 1, default);
    }

    /// <summary>Starts, and accepts the connection.</summary>
    internal async Task<ServerConnection> StartAsync()
    {
        await Client.StartAsync();
        await NextAsync(ConnectionState.Connecting);
        return await Server.AcceptAsync();
    }

    /// <summary>Takes a paired client through its login, up to connected; leaves the requests that come after.</summary>
    internal async Task LogInAsync(ServerConnection server, int preKeys = 100)
    {
        server.Send(new Node("success", [("t", Time.GetUtcNow().ToUnixTimeSeconds()), ("lid", Lid)]));
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", preKeys)])]);
        server.Answer(await server.ExpectAsync("set", "passive", "active"));
        await NextAsync(ConnectionState.Connected);
    }

    /// <summary>A client that is connected, with nothing under way.</summary>
    internal async Task<ServerConnection> ConnectAsync()
    {
        await PairBeforehandAsync();
        var server = await StartAsync();
        await LogInAsync(server);
        await SettleAsync(server);
        return server;
    }

    internal static async Task SettleAsync(ServerConnection server)
    {
        (await server.ReceiveAsync()).Child("unified_session").ShouldNotBeNull();
        server.Answer(await server.ExpectAsync("get", "encrypt", "digest"), [new Node("digest")]);
        foreach (string asked in (string[])["abt", "blocklist", "privacy"])
            server.Answer(await server.ExpectAsync("get", asked)); // which say nothing, so nothing is reported
    }

    /// <summary>Waits until it is stored that the server's digest of the keys was compared at this time.</summary>
    internal async Task KeysCheckedAsync(DateTimeOffset at)
    {
        using var deadline = new CancellationTokenSource(ScriptedServer.Deadline);
        while ((await Store.LoadCredentialsAsync(default))!.KeysCheckedAt != at)
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
    }

    /// <summary>Offers references, and takes the client's answer.</summary>
    internal static async Task OfferAsync(ServerConnection server, int references = 6)
    {
        var offer = new Node("pair-device", content: [.. Enumerable.Range(0, references).Select(Reference)]);
        server.Send(new Node("iq", [("from", Jid.WhatsApp), ("type", "set"), ("id", "offer"), ("xmlns", "md")], [offer]));
        var answer = await server.ReceiveAsync();
        answer["id"].ShouldBe("offer");
        answer["type"].ShouldBe("result");
    }

    internal Node PairSuccess(PublicKey device, byte[] secret) => new(
        "iq",
        [("from", Jid.WhatsApp), ("type", "set"), ("id", "success"), ("t", "1700000000")],
        [
            new Node("pair-success", content:
            [
                new Node("device-identity", content: Phone.Identify(device, secret, 1)),
                new Node("device", [("jid", Id), ("lid", Lid)]),
                new Node("platform", [("name", "android")]),
            ]),
        ]);

    /// <summary>Lets time pass while the server stays in touch. Returns what else the client sent, but for its pings.</summary>
    internal async Task<List<Node>> PassAsync(ServerConnection server, TimeSpan span)
    {
        var others = new List<Node>();
        for (int step = 1; span > TimeSpan.Zero; step++, span -= TimeSpan.FromSeconds(10))
        {
            Time.Advance(span < TimeSpan.FromSeconds(10) ? span : TimeSpan.FromSeconds(10));
            string id = $"alive-{step}";
            server.Send(new Node("iq", [("from", Jid.WhatsApp), ("type", "get"), ("xmlns", "urn:xmpp:ping"), ("id", id)]));
            Node sent;
            while ((sent = await server.ReceiveAsync())["id"] != id)
            {
                if (sent["xmlns"] != "w:p")
                    others.Add(sent);
            }
        }

        return others;
    }

    /// <summary>Lets time pass in steps until something is so: what time sets off may take a moment of its own.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="step">How fast time passes.</param>
    /// <param name="server">Shows signs of life meanwhile.</param>
    internal async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step, ServerConnection? server = null)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!condition() && waited.Elapsed < ScriptedServer.Deadline)
        {
            server?.Send(new Node("ib", content: [new Node("thread_metadata")]));
            Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        condition().ShouldBeTrue();
    }

    // Ends the events too, so their reader holds nothing.
    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private static Node Reference(int number) => new("ref", content: System.Text.Encoding.UTF8.GetBytes($"2@reference{number}"));
}
