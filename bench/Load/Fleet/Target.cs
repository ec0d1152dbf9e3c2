using System.Security.Cryptography.X509Certificates;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Transport;
using PublicKey = Wasilo.WhatsApp.Crypto.PublicKey;

namespace Wasilo.Load.Fleet;

/// <summary>The server that clients connect to.</summary>
internal sealed record Target(ClientOptions Options, ITransportFactory Transports)
{
    /// <param name="url">Its WebSocket.</param>
    /// <param name="root">The key to trust, in hexadecimal.</param>
    /// <param name="certificate">With TLS: the file of the certificate to trust. It is checked as any other: chain, name and dates.</param>
    public static Target Of(string url, string root, string? certificate = null) => new(
        new ClientOptions { TrustedRoot = PublicKey.FromRaw(Convert.FromHexString(root)) },
        new WebSocketTransportFactory(new Uri(url), trust: certificate is null ? null : TrustIn(certificate)));

    private static TlsTrust TrustIn(string file)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        return TlsTrust.Root(certificate);
    }
}
