using System.Net;
using System.Net.Sockets;

namespace Wasilo.Grains.Webhooks;

/// <summary>
/// Connects to hosts that callers name, if they are where they may be. The very address that was looked at is connected to: a name that
/// resolves to something else the next time gains nothing.
/// </summary>
internal sealed class GuardedConnector(Func<IPAddress, bool> isAllowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = (await resolve(target.Host, cancellationToken)).Where(isAllowed).ToArray();
        if (addresses.Length == 0)
            throw new PrivateAddressException(target.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host that a caller named is nowhere on the public internet.</summary>
internal sealed class PrivateAddressException(string host)
    : IOException($"{host} is at no public address; Webhooks:AllowPrivateAddresses=true lets receivers be at others.");
