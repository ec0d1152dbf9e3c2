using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Load.Connect;

/// <summary>A client as a program runs it, with someone who reads its events.</summary>
internal sealed class BenchClient : IAsyncDisposable
{
    private readonly WhatsAppClient _client;
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    public BenchClient(Target target, InMemoryStore store)
    {
        _client = new WhatsAppClient(target.Options, store, store.TakeOver(), target.Transports);
        _reading = ReadAsync();
    }

    /// <summary>Whether it is logged in now.</summary>
    public bool IsConnected => _client.State == ConnectionState.Connected;

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
            if (happened is QrIssued or ConnectionChanged { State: ConnectionState.Connected })
                _arrived.TrySetResult();
            else if (happened is ConnectionChanged { End: { } end })
                _arrived.TrySetException(new InvalidOperationException($"The connection ended before it stood: {end}", end.Exception));
        }
    }
}
