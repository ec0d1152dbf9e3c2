using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Load.Fleet;

/// <summary>A client as a program runs it, with someone who reads its events.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    private readonly WhatsAppClient _client;
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<ClientEvent>? _heard;
    private readonly Task _reading;

    /// <param name="target">Where to.</param>
    /// <param name="store">Its device's keys; empty for a new one.</param>
    /// <param name="heard">What is done with its events; by default nothing.</param>
    public BenchClient(Target target, InMemoryStore store, Action<ClientEvent>? heard = null)
    {
        _heard = heard;
        _client = new WhatsAppClient(target.Options, store, store.TakeOver(), target.Transports);
        _reading = ReadAsync();
    }

    /// <summary>Whether it is logged in now.</summary>
    public bool IsConnected => _client.State == ConnectionState.Connected;

    public Messenger Messages => _client.Messages;

    /// <summary>Starts it; ends when it is logged in or, if its store is empty, has its first QR code.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _client.StartAsync(cancellation);
        await _arrived.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in _client.Events)
        {
            _heard?.Invoke(happened);
            if (happened is QrIssued or ConnectionChanged { State: ConnectionState.Connected })
                _arrived.TrySetResult();
            else if (happened is ConnectionChanged { End: { } end })
                _arrived.TrySetException(new InvalidOperationException($"The connection ended before it stood: {end}", end.Exception));
        }
    }
}
