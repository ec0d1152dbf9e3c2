using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Load.Connect;

/// <summary>The server that clients connect to.</summary>
internal sealed record Target(ClientOptions Options, ITransportFactory Transports)
{
    /// <param name="url">Its WebSocket.</param>
    /// <param name="root">The key to trust, in hexadecimal.</param>
    public static Target Of(string url, string root) => new(
        new ClientOptions { TrustedRoot = PublicKey.FromRaw(Convert.FromHexString(root)) },
        new WebSocketTransportFactory(new Uri(url)));
}
