using System.Net.WebSockets;
using Wasilo.WhatsApp.Tests.Support;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Tests.Transport;

public sealed class WebSocketTransportTests : IDisposable
{
    private readonly LoopbackWebSocketServer _server = new();

    [Fact]
    public async Task Bytes_go_both_ways_and_waiting_takes_none_of_them()
    {
        using var factory = new WebSocketTransportFactory(_server.Address);
        var (transport, socket) = await ConnectAsync(factory);
        await using var closing = transport;
        _server.Request.ShouldContain("Origin: https://web.whatsapp.com\r\n");

        await transport.SendAsync(new byte[] { 1, 2, 3 }, default);
        byte[] received = new byte[10];
        (await socket.ReceiveAsync(received, default)).Count.ShouldBe(3);

        var waiting = transport.WaitAsync(default).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(new byte[] { 4, 5, 6 }, WebSocketMessageType.Binary, true, default);
        await waiting.WaitAsync(ScriptedServer.Deadline);
        (await transport.ReceiveAsync(received.AsMemory(0, 2), default)).ShouldBe(2);
        (await transport.ReceiveAsync(received.AsMemory(2), default)).ShouldBe(1);
        received[..3].ShouldBe([4, 5, 6]);
    }

    [Fact]
    public async Task A_close_of_the_other_side_is_the_end_and_stays_it()
    {
        using var factory = new WebSocketTransportFactory(_server.Address);
        var (transport, socket) = await ConnectAsync(factory);
        await using var closing = transport;

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);

        await transport.WaitAsync(default).AsTask().WaitAsync(ScriptedServer.Deadline);
        (await transport.ReceiveAsync(new byte[10], default)).ShouldBe(0);
        (await transport.ReceiveAsync(new byte[10], default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_connection_is_an_IOException()
    {
        using var factory = new WebSocketTransportFactory(_server.Address);
        var (transport, socket) = await ConnectAsync(factory);
        await using var closing = transport;

        socket.Abort();
        socket.Dispose();

        await Should.ThrowAsync<IOException>(async () =>
        {
            await transport.WaitAsync(default);
            await transport.ReceiveAsync(new byte[10], default);
        });
    }

    [Fact]
    public async Task Disposing_of_it_says_goodbye_and_can_be_repeated()
    {
        using var factory = new WebSocketTransportFactory(_server.Address);
        var (transport, socket) = await ConnectAsync(factory);

        await transport.DisposeAsync();
        await transport.DisposeAsync();

        (await socket.ReceiveAsync(new byte[10], default)).MessageType.ShouldBe(WebSocketMessageType.Close);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_with_a_proxy_goes_through_it_with_its_name_and_password(bool socks)
    {
        await using var proxy = new LoopbackProxy(socks, "alice", "s3cret");
        using var factory = new WebSocketTransportFactory(_server.Address, new ProxySettings(proxy.Address, "alice", "s3cret"));
        var (transport, socket) = await ConnectAsync(factory);

        await transport.SendAsync(new byte[] { 7 }, default);

        byte[] received = new byte[1];
        await socket.ReceiveAsync(received, default);
        received.ShouldBe([7]);
        proxy.Tunnels.ShouldBe(1);
        await transport.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_refuses_the_password_is_an_IOException_without_the_password_in_it(bool socks)
    {
        await using var proxy = new LoopbackProxy(socks, "alice", "s3cret");
        using var factory = new WebSocketTransportFactory(_server.Address, new ProxySettings(proxy.Address, "alice", "wr0ng"));
        await using var transport = factory.Create();

        var refused = await Should.ThrowAsync<IOException>(
            () => transport.ConnectAsync(default).AsTask().WaitAsync(ScriptedServer.Deadline));

        refused.ToString().ShouldNotContain("wr0ng");
        proxy.Tunnels.ShouldBe(0);
    }

    [Fact]
    public void A_proxys_password_belongs_in_no_address_and_in_no_text()
    {
        Should.Throw<ArgumentException>(() => new ProxySettings(new Uri("http://alice:s3cret@localhost:1")));
        Should.Throw<ArgumentException>(() => new ProxySettings(new Uri("ftp://localhost:1")));

        new ProxySettings(new Uri("socks5://localhost:1080"), "alice", "s3cret").ToString().ShouldBe("socks5://localhost:1080/");
    }

    public void Dispose() => _server.Dispose();

    private async Task<(ITransport Transport, WebSocket Socket)> ConnectAsync(WebSocketTransportFactory factory)
    {
        var transport = factory.Create();
        var accepting = _server.AcceptAsync();
        await transport.ConnectAsync(default).AsTask().WaitAsync(ScriptedServer.Deadline);
        return (transport, await accepting.WaitAsync(ScriptedServer.Deadline));
    }
}
