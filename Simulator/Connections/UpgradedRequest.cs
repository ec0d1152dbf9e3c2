namespace Wasilo.Simulator.Connections;

/// <summary>The request that a WebSocket came by. Aborting it ends whatever the socket is doing.</summary>
/// <remarks>
/// Aborting the WebSocket alone doesn't end a send over HTTP/2 that waits for the other side to read. The web server uses requests again
/// for other clients, so nobody may touch this one once it is over.
/// </remarks>
internal sealed class UpgradedRequest(HttpContext context)
{
    private readonly Lock _lock = new();
    private bool _over;

    public void Abort()
    {
        lock (_lock)
        {
            if (!_over)
                context.Abort();
        }
    }

    /// <summary>To be called before the request is given back.</summary>
    public void End()
    {
        lock (_lock)
            _over = true;
    }
}
