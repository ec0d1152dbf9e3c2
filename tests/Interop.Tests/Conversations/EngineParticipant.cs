using System.Collections.Concurrent;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Presence;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Someone who uses the engine.</summary>
internal sealed class EngineParticipant(SimulatorServer server, Phone phone) : Participant(server, phone)
{
    private readonly WebSocketTransportFactory _transports = new(server.ChatUrl);
    private readonly EngineMemory _memory = new();
    private readonly ConcurrentQueue<ClientEvent> _told = new();

    private InMemoryStore _store = new();
    private WhatsAppClient _client = null!;
    private TaskCompletionSource<string> _qr = NewSignal<string>();
    private TaskCompletionSource<bool> _connected = NewSignal<bool>();
    private Task _reading = Task.CompletedTask;

    /// <summary>What it has told since it was linked, of a kind.</summary>
    public IEnumerable<T> Told<T>()
        where T : ClientEvent => _told.OfType<T>();

    public override async Task LinkAsync()
    {
        _qr = NewSignal<string>();
        await StartAsync();
        Device = await Server.ScanAsync(Phone, await _qr.Task.WaitAsync(Patience));
        await ConnectedAsync();
        await Eventually.TrueAsync(() => Told<HistoryReceived>().Any());
    }

    public override async Task<string> SendAsync(Jid to, Said said, string? id = null)
    {
        var options = new SendOptions { Id = id ?? MessageIds.Next(Number, TimeProvider.System, SystemRandomSource.Instance) };
        var content = EngineContents.Write(said, to, _memory, Device);
        while (true)
        {
            try
            {
                _memory.Add(await _client.Messages.SendAsync(to, content, options), content, Device);
                return options.Id;
            }
            catch (Exception e) when (e is NotConnectedException or SendCancelledException or ObjectDisposedException)
            {
                await Eventually.TrueAsync(() => _client.State == ConnectionState.Connected);
            }
        }
    }

    public override async Task<string> SendStatusAsync(string text, params Jid[] viewers) =>
        (await _client.Messages.SendStatusAsync(new TextContent(text), viewers)).Id;

    public override Task ReadAsync(string id) => _client.Messages.MarkReadAsync([_memory.Get(id).Source!]);

    public override Task SeesReadAsync(string id) =>
        Eventually.TrueAsync(() => Told<ReceiptReceived>().Any(receipt => receipt.Kind == ReceiptKind.Read && receipt.Ids.Contains(id)));

    public override Task AppearAsync() => _client.AnnouncePresenceAsync(true);

    public override Task ShowAsync(Jid chat, ChatState state) => _client.Presence.SetStateAsync(chat, state);

    public override Task SeesAsync(Participant other, ChatState state) => Eventually.TrueAsync(() => Told<ChatStateChanged>().LastOrDefault() is
    { } shown && shown.State == state && (shown.Sender.ToAccount() == other.Number || shown.Sender.ToAccount() == other.Lid));

    public override async Task<Jid> CreateGroupAsync(string subject, params Participant[] members) =>
        (await _client.Groups.CreateAsync(subject, [.. members.Select(member => member.Number)])).Info.Id;

    public override Task AddAsync(Jid group, Participant member) => _client.Groups.AddAsync(group, [member.Number]);

    public override Task RemoveAsync(Jid group, Participant member) => _client.Groups.RemoveAsync(group, [member.Number]);

    public override Task LeaveGroupAsync(Jid group) => _client.Groups.LeaveAsync(group);

    public override async Task ReturnAsync()
    {
        await StartAsync();
        await ConnectedAsync();
    }

    public override async Task LoseSessionsAsync(Participant other)
    {
        var address = SignalAddress.Of(other.Device.Lid);
        (await _store.LoadSessionAsync(address, default)).ShouldNotBeNull();
        await _store.CommitAsync(new StoreDelta { Sessions = [(address, null)] }, _store.TakeOver(), default);
    }

    /// <summary>The chain with which it encrypts gets another key.</summary>
    public override Task SpoilSessionsAsync(Participant other) => DamageSessionAsync(other, static bytes =>
        bytes[bytes.AsSpan().IndexOf(SessionRecordCodec.Decode(bytes).Current!.Sending.Key)] ^= 1);

    /// <summary>Damages its record of the session with someone's device beyond reading, as a broken disk does; for a client that has left.</summary>
    public Task BreakSessionRecordAsync(Participant other) => DamageSessionAsync(other, static bytes => bytes.AsSpan(0, bytes.Length / 2).Clear());

    /// <summary>Damages its record of someone's sender key, which may be its own, beyond reading; for a client that has left.</summary>
    public async Task BreakSenderKeyRecordAsync(Jid group, Participant whose)
    {
        var address = SignalAddress.Of(whose.Device.Lid);
        byte[] bytes = (await _store.LoadSenderKeyAsync(group, address, default)).ShouldNotBeNull().ToArray();
        bytes.AsSpan(0, bytes.Length / 2).Clear();
        await _store.CommitAsync(new StoreDelta { SenderKeys = [(group, address, bytes)] }, _store.TakeOver(), default);
    }

    public override async Task LoseSenderKeyAsync(Jid group, Participant other)
    {
        var address = SignalAddress.Of(other.Device.Lid);
        (await _store.LoadSenderKeyAsync(group, address, default)).ShouldNotBeNull();
        await _store.CommitAsync(new StoreDelta { SenderKeys = [(group, address, null)] }, _store.TakeOver(), default);
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _transports.Dispose();
    }

    protected override async Task StopAsync()
    {
        await _client.DisposeAsync();
        await _reading;
    }

    protected override async Task ForgetAsync()
    {
        await Eventually.TrueAsync(() => Told<LoggedOut>().Any());
        await StopAsync();
        _store = new InMemoryStore();
        _told.Clear();
    }

    private async Task DamageSessionAsync(Participant other, Action<byte[]> damage)
    {
        var address = SignalAddress.Of(other.Device.Lid);
        byte[] record = (await _store.LoadSessionAsync(address, default)).ShouldNotBeNull().ToArray();
        damage(record);
        await _store.CommitAsync(new StoreDelta { Sessions = [(address, record)] }, _store.TakeOver(), default);
    }

    protected override string Describe() => $"It told:\n{string.Join('\n', _told)}";

    private async Task StartAsync()
    {
        _connected = NewSignal<bool>();
        _client = new WhatsAppClient(new ClientOptions { TrustedRoot = Server.Root }, _store, _store.TakeOver(), _transports);
        _reading = ReadAsync(_client);
        await _client.StartAsync();
    }

    private Task<bool> ConnectedAsync() => _connected.Task.WaitAsync(Patience);

    private async Task ReadAsync(WhatsAppClient client)
    {
        await foreach (var happened in client.Events)
        {
            _told.Enqueue(happened);
            switch (happened)
            {
                case QrIssued qr:
                    _qr.TrySetResult(qr.Text);
                    break;
                case ConnectionChanged { State: ConnectionState.Connected }:
                    _connected.TrySetResult(true);
                    break;
                case MessageUndecryptable undecryptable:
                    HearUndecryptable(undecryptable.Source.Id);
                    break;
                case MessageReceived received:
                    _memory.Add(received, Device);
                    var source = received.Source;
                    var said = EngineContents.Read(received, _memory);
                    Hear(new Heard(source.Id, source.Chat, source.Sender.ToAccount(), source.IsFromMe, said));
                    break;
            }
        }
    }

    private static TaskCompletionSource<T> NewSignal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
