namespace Wasilo.WhatsApp.Transport;

/// <summary>WebSockets to one address, directly or through a proxy.</summary>
/// <remarks>Clients without a proxy share one handler in the process; one with a proxy has a handler, which goes with this.</remarks>
public sealed class WebSocketTransportFactory : ITransportFactory, IDisposable
{
    private static readonly Lazy<HttpMessageInvoker> Direct =
        new(() => new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false }));

    private readonly Uri _address;
    private readonly HttpMessageInvoker? _proxied;

    /// <param name="address">Null for WhatsApp's own.</param>
    /// <param name="proxy">Null to connect directly; the environment's proxy variables are not looked at.</param>
    public WebSocketTransportFactory(Uri? address = null, ProxySettings? proxy = null)
    {
        _address = address ?? WhatsAppAddress;
        if (_address.Scheme is not ("ws" or "wss"))
            throw new ArgumentException("A WebSocket's address starts with ws:// or wss://.", nameof(address));
        if (proxy is not null)
            _proxied = new HttpMessageInvoker(new SocketsHttpHandler { Proxy = proxy.ToWebProxy() });
    }

    /// <summary>Where web clients connect to.</summary>
    public static Uri WhatsAppAddress { get; } = new("wss://web.whatsapp.com/ws/chat");

    /// <inheritdoc/>
    public ITransport Create() => new WebSocketTransport(_address, _proxied ?? Direct.Value);

    /// <summary>Releases the proxy's handler.</summary>
    public void Dispose() => _proxied?.Dispose();
}
