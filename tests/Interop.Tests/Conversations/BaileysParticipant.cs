using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Presence;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Someone who uses Baileys.</summary>
internal sealed class BaileysParticipant : Participant
{
    private const int ReadStatus = 4; // Baileys' WAMessageStatus.READ

    private readonly BaileysProcess _process;
    private readonly string _client;
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _events = new();
    private readonly ConcurrentQueue<string> _told = new();

    /// <param name="server">Where it connects.</param>
    /// <param name="process">Where it runs.</param>
    /// <param name="phone">Whose client it is.</param>
    /// <param name="client">Its name there: no other has it.</param>
    public BaileysParticipant(SimulatorServer server, BaileysProcess process, Phone phone, string client)
        : base(server, phone)
    {
        _process = process;
        _client = client;
        process.Listen(client, Take);
    }

    /// <summary>The texts that its Signal sessions have decrypted.</summary>
    public ConcurrentQueue<string> Decrypted { get; } = new();

    public override async Task LinkAsync()
    {
        await CallAsync("start");
        string qr = (await NextAsync("qr")).GetProperty("qr").GetString()!;
        Device = await Server.ScanAsync(Phone, qr);
        await NextAsync("open");
        await NextAsync("history");
    }

    public override async Task<string> SendAsync(Jid to, Said said, string? id = null) =>
        Id(await CallAsync("send", new { to = to.ToString(), content = BaileysContents.Write(said), id }));

    public override async Task<string> SendStatusAsync(string text, params Jid[] viewers) => Id(await CallAsync("send", new
    {
        to = Jid.Status.ToString(),
        content = BaileysContents.Write(new Words(text)),
        viewers = viewers.Select(viewer => viewer.ToString()),
    }));

    public override Task ReadAsync(string id) => CallAsync("read", new { ids = new[] { id } });

    public override async Task SeesReadAsync(string id)
    {
        while (await NextAsync("status") is var status)
        {
            if (status.GetProperty("id").GetString() == id && status.GetProperty("status").GetInt32() == ReadStatus)
                return;
        }
    }

    public override Task AppearAsync() => CallAsync("appear", new { name = Phone.Name });

    public override Task ShowAsync(Jid chat, ChatState state) => CallAsync("presence", new { to = chat.ToString(), state = NameOf(state) });

    public override async Task SeesAsync(Participant other, ChatState state)
    {
        while (await NextAsync("presence") is var shown)
        {
            foreach (var presence in shown.GetProperty("presences").EnumerateObject())
            {
                var who = Jid.Parse(presence.Name).ToAccount();
                if ((who == other.Number || who == other.Lid) && presence.Value.GetProperty("lastKnownPresence").GetString() == SeenAs(state))
                    return;
            }
        }
    }

    public override async Task<Jid> CreateGroupAsync(string subject, params Participant[] members)
    {
        var group = await CallAsync("createGroup", new { subject, members = members.Select(member => member.Number.ToString()) });
        return Jid.Parse(group.GetString()!);
    }

    public override Task AddAsync(Jid group, Participant member) => ChangeAsync(group, member, "add");

    public override Task RemoveAsync(Jid group, Participant member) => ChangeAsync(group, member, "remove");

    public override Task LeaveGroupAsync(Jid group) => CallAsync("leaveGroup", new { group = group.ToString() });

    public override async Task ReturnAsync()
    {
        await CallAsync("start");
        await NextAsync("open");
    }

    public override Task LoseSessionsAsync(Participant other) => ForEachNameAsync(other, "forgetSessions");

    public override async Task LoseSenderKeyAsync(Jid group, Participant other)
    {
        var forgotten = await CallAsync("forgetSenderKeys", new { group = group.ToString(), user = other.Lid.User });
        forgotten.GetInt32().ShouldBe(1);
    }

    public override Task SpoilSessionsAsync(Participant other) => ForEachNameAsync(other, "spoilSessions");

    /// <summary>The next event of a kind.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await Events(kind).Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Baileys didn't tell '{kind}'. {Describe()}");
        }
    }

    public override async ValueTask DisposeAsync() => await CallAsync("stop");

    protected override Task StopAsync() => CallAsync("stop");

    protected override async Task ForgetAsync()
    {
        await NextAsync("loggedOut");
        await CallAsync("stop");
        await CallAsync("reset");
    }

    protected override string Describe() => $"It told:\n{string.Join('\n', _told)}\n{string.Join('\n', _process.Unhandled)}";

    private static string NameOf(ChatState state) => state switch
    {
        ChatState.Typing => "composing",
        ChatState.Recording => "recording",
        _ => "paused",
    };

    // To Baileys, who writes no more is simply there.
    private static string SeenAs(ChatState state) => state == ChatState.Paused ? "available" : NameOf(state);

    private static string Id(JsonElement sent) => sent.GetProperty("id").GetString()!;

    private Task<JsonElement> CallAsync(string command, object? words = null) => _process.CallAsync(_client, command, words);

    private Task<JsonElement> ChangeAsync(Jid group, Participant member, string action) =>
        CallAsync("changeMembers", new { group = group.ToString(), members = new[] { member.Number.ToString() }, action });

    // Sessions have the name of the number as long as Baileys doesn't know the hidden id.
    private async Task ForEachNameAsync(Participant other, string command)
    {
        int done = 0;
        foreach (string? user in new[] { other.Number.User, other.Lid.User })
            done += (await CallAsync(command, new { user })).GetInt32();
        done.ShouldBeGreaterThan(0);
    }

    private void Take(string kind, JsonElement told)
    {
        _told.Enqueue(told.ToString());
        switch (kind)
        {
            case "message":
                Hear(new Heard(
                    told.GetProperty("id").GetString()!,
                    Jid.Parse(told.GetProperty("chat").GetString()!),
                    Jid.Parse(told.GetProperty("sender").GetString()!),
                    told.GetProperty("fromMe").GetBoolean(),
                    BaileysContents.Read(told.GetProperty("content"))));
                break;
            case "undecryptable":
                HearUndecryptable(told.GetProperty("id").GetString()!);
                break;
            case "decrypted":
                Decrypted.Enqueue(told.GetProperty("text").GetString()!);
                break;
            default:
                Events(kind).Writer.TryWrite(told);
                break;
        }
    }

    private Channel<JsonElement> Events(string kind) => _events.GetOrAdd(kind, static _ => Channel.CreateUnbounded<JsonElement>());
}
