namespace Wasilo.WhatsApp.Transport;

/// <summary>WebSockets to one address, directly or through a proxy.</summary>
/// <remarks>Clients with neither a proxy nor a trust share one handler in the process; others have one, which goes with this.</remarks>
public sealed class WebSocketTransportFactory : ITransportFactory, IDisposable
{
    private static readonly Lazy<HttpMessageInvoker> Direct = new(() => new HttpMessageInvoker(Handler(null, null)));

    private readonly Uri _address;
    private readonly HttpMessageInvoker? _own;

    /// <param name="address">Null for WhatsApp's own.</param>
    /// <param name="proxy">Null to connect directly; the environment's proxy variables are not looked at.</param>
    /// <param name="trust">Null for whom the system's certificate store trusts. With a proxy it is still the server's certificate.</param>
    public WebSocketTransportFactory(Uri? address = null, ProxySettings? proxy = null, TlsTrust? trust = null)
    {
        _address = address ?? WhatsAppAddress;
        if (_address.Scheme is not ("ws" or "wss"))
            throw new ArgumentException("A WebSocket's address starts with ws:// or wss://.", nameof(address));
        if (trust is not null && _address.Scheme != "wss")
            throw new ArgumentException("Whom to trust with TLS means nothing at a ws:// address; use wss://.", nameof(trust));
        if (proxy is not null || trust is not null)
            _own = new HttpMessageInvoker(Handler(proxy, trust));
    }

    /// <summary>Where web clients connect to.</summary>
    public static Uri WhatsAppAddress { get; } = new("wss://web.whatsapp.com/ws/chat");

    /// <inheritdoc/>
    public ITransport Create() => new WebSocketTransport(_address, _own ?? Direct.Value);

    /// <summary>Releases its handler, if it has one of its own.</summary>
    public void Dispose() => _own?.Dispose();

    private static SocketsHttpHandler Handler(ProxySettings? proxy, TlsTrust? trust)
    {
        var handler = new SocketsHttpHandler { UseProxy = proxy is not null, Proxy = proxy?.ToWebProxy() };
        if (trust is not null)
            handler.SslOptions = trust.ToSslOptions();
        return handler;
    }
}
