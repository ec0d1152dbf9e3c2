using Wasilo.WhatsApp.Transport;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>The sockets of one engine, so that they can be closed when the engine itself doesn't come to it.</summary>
internal sealed class AbortableTransports(ITransportFactory transports) : ITransportFactory
{
    private readonly Lock _lock = new();
    private ITransport? _latest;
    private bool _aborted;

    /// <exception cref="IOException">They were aborted.</exception>
    public ITransport Create()
    {
        lock (_lock)
        {
            if (_aborted)
                throw new IOException("The session's sockets were aborted.");
            return _latest = transports.Create();
        }
    }

    /// <summary>Closes the socket that may be open, and makes no further one. An engine has one at a time.</summary>
    public async Task AbortAsync()
    {
        ITransport? open;
        lock (_lock)
        {
            _aborted = true;
            open = _latest;
        }

        if (open is not null)
            await open.DisposeAsync();
    }
}
