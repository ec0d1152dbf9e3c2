using Wasilo.Simulator;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Interop.Tests;

/// <summary>The engine's own client over a real WebSocket, with its events taken one by one.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly WebSocketTransportFactory _transports;
    private readonly IAsyncEnumerator<ClientEvent> _events;

    private EngineClient(SimulatorServer server, InMemoryStore store)
    {
        _transports = new WebSocketTransportFactory(server.ChatUrl);
        Client = new WhatsAppClient(new ClientOptions { TrustedRoot = server.Root }, store, store.TakeOver(), _transports);
        _events = Client.Events.GetAsyncEnumerator();
    }

    internal WhatsAppClient Client { get; }

    internal static async Task<EngineClient> StartAsync(SimulatorServer server, InMemoryStore store)
    {
        var client = new EngineClient(server, store);
        await client.Client.StartAsync();
        return client;
    }

    /// <summary>The next event of a type; those before it are passed over.</summary>
    internal async Task<T> NextAsync<T>(Func<T, bool>? isIt = null)
        where T : ClientEvent
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (await _events.MoveNextAsync().AsTask().WaitAsync(deadline.Token))
        {
            if (_events.Current is T next && isIt?.Invoke(next) != false)
                return next;
        }

        throw new InvalidOperationException($"The client ended before a {typeof(T).Name}.");
    }

    internal Task<ConnectionChanged> NextAsync(ConnectionState state) => NextAsync<ConnectionChanged>(changed => changed.State == state);

    internal Task ConnectedAsync() => NextAsync(ConnectionState.Connected);

    /// <summary>How the connection ends next.</summary>
    internal async Task<EndReason> NextEndAsync() => (await NextAsync<ConnectionChanged>(changed => changed.End is not null)).End!.Reason;

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync(); // ends the events too, so their reader holds nothing
        _transports.Dispose();
    }
}
