using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wasilo.WhatsApp.Tests.Transport;

/// <summary>A proxy on loopback that speaks HTTP CONNECT or SOCKS5, wants a name and a password, and counts its tunnels.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _user;
    private readonly string _password;
    private readonly Task _accepting;
    private int _tunnels;

    internal LoopbackProxy(bool socks, string user, string password)
    {
        (_user, _password) = (user, password);
        _listener.Start();
        Address = new Uri($"{(socks ? "socks5" : "http")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync(socks ? OpenSocksAsync : OpenHttpAsync);
    }

    internal Uri Address { get; }

    internal int Tunnels => Volatile.Read(ref _tunnels);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, Task<IPEndPoint?>> open)
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
                tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token), open));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(tunnels);
        }
    }

    private async Task ServeAsync(TcpClient accepted, Func<NetworkStream, Task<IPEndPoint?>> open)
    {
        using var client = accepted;
        using var target = new TcpClient();
        try
        {
            if (await open(client.GetStream()) is not { } address)
                return;
            Interlocked.Increment(ref _tunnels);
            await target.ConnectAsync(address, _ending.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(target.GetStream(), _ending.Token),
                target.GetStream().CopyToAsync(client.GetStream(), _ending.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or EndOfStreamException)
        {
            // One side has gone; the tunnel is over.
        }
    }

    private async Task<IPEndPoint?> OpenHttpAsync(NetworkStream stream)
    {
        string expected = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_user}:{_password}"));
        while (true)
        {
            string head = await ReadHeadAsync(stream);
            if (!head.StartsWith("CONNECT ", StringComparison.Ordinal))
                return null;
            if (head.Contains(expected, StringComparison.Ordinal))
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                return IPEndPoint.Parse(head.Split(' ')[1]);
            }

            await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\n"u8.ToArray());
            await stream.WriteAsync("Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    // RFC 1928 with the sub-negotiation of RFC 1929.
    private async Task<IPEndPoint?> OpenSocksAsync(NetworkStream stream)
    {
        await ReadAsync(stream, (await ReadAsync(stream, 2))[1]); // methods
        await stream.WriteAsync(new byte[] { 5, 2 }); // name and password
        string user = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 2))[1]));
        string password = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        bool known = user == _user && password == _password;
        await stream.WriteAsync(new byte[] { 1, known ? (byte)0 : (byte)1 });
        if (!known)
            return null;
        byte[] request = await ReadAsync(stream, 4);
        byte[] address = request[3] switch
        {
            1 => await ReadAsync(stream, 4),
            3 => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]))),
            _ => throw new IOException("Only IPv4 and names are tested."),
        };
        byte[] port = await ReadAsync(stream, 2);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        var ip = request[3] == 1 ? new IPAddress(address) : IPAddress.Parse(Encoding.ASCII.GetString(address));
        return new IPEndPoint(ip, port[0] << 8 | port[1]);
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
