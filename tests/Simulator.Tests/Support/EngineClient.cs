using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Simulator.Tests;

/// <summary>A client of the engine's, which reconnects by itself; to several addresses in turn.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _qr = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Addresses _addresses;
    private readonly WhatsAppClient _client;
    private readonly Task _reading;
    private int _logins;

    public EngineClient(SimulatorServer server, IReadOnlyList<Uri> urls, InMemoryStore? store = null)
    {
        store ??= new InMemoryStore();
        _addresses = new Addresses(urls);
        _client = new WhatsAppClient(new ClientOptions { TrustedRoot = server.Root }, store, store.TakeOver(), _addresses);
        _reading = ReadAsync();
    }

    /// <summary>Whose client it is, if it was made with a linked device.</summary>
    public Device? Device { get; private init; }

    public ConnectionState State => _client.State;

    /// <summary>The first QR code.</summary>
    public Task<string> Qr => _qr.Task;

    /// <summary>How often it has been logged in.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>A client of a new device of a phone.</summary>
    public static async Task<EngineClient> LoggedInAsync(SimulatorServer server, Phone phone, IReadOnlyList<Uri> urls)
    {
        var companion = server.LinkCompanion(phone);
        var store = new InMemoryStore();
        var keys = new StoreDelta { Credentials = companion.Credentials, AddedPreKeys = companion.PreKeys };
        await store.CommitAsync(keys, store.TakeOver(), CancellationToken.None);
        var client = new EngineClient(server, urls, store) { Device = companion.Device };
        await client.StartAsync();
        await Eventually.TrueAsync(() => client.Logins == 1);
        return client;
    }

    public Task StartAsync() => _client.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading;
        _addresses.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in _client.Events)
        {
            if (happened is QrIssued { Text: var text })
                _qr.TrySetResult(text);
            if (happened is ConnectionChanged { State: ConnectionState.Connected })
                Interlocked.Increment(ref _logins);
        }
    }

    private sealed class Addresses(IReadOnlyList<Uri> urls) : ITransportFactory, IDisposable
    {
        private readonly WebSocketTransportFactory[] _factories = [.. urls.Select(static url => new WebSocketTransportFactory(url))];
        private int _next;

        public ITransport Create() => _factories[_next++ % _factories.Length].Create();

        public void Dispose()
        {
            foreach (var factory in _factories)
                factory.Dispose();
        }
    }
}
