using System.Net;

namespace Wasilo.WhatsApp.Transport;

/// <summary>A proxy that a client connects through: <c>http://host:port</c> (by CONNECT) or <c>socks5://host:port</c>.</summary>
/// <remarks>Credentials are kept apart from the address, and out of the text of this.</remarks>
public sealed class ProxySettings
{
    private readonly NetworkCredential? _credentials;

    /// <param name="address">Scheme, host and port.</param>
    /// <param name="userName">Null if the proxy asks for none.</param>
    /// <param name="password">Null if the proxy asks for none.</param>
    /// <exception cref="ArgumentException">The scheme is neither http nor socks5, or the address has credentials in it.</exception>
    public ProxySettings(Uri address, string? userName = null, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "socks5"))
            throw new ArgumentException("A proxy's address starts with http:// or socks5://.", nameof(address));
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("Pass name and password apart from the address: addresses get logged.", nameof(address));
        Address = address;
        if (userName is not null)
            _credentials = new NetworkCredential(userName, password);
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Address { get; }

    /// <summary>The address alone.</summary>
    public override string ToString() => Address.ToString();

    internal IWebProxy ToWebProxy() => new WebProxy(Address) { Credentials = _credentials, BypassProxyOnLocal = false };
}
