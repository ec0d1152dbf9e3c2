using Google.Protobuf;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

public sealed class HandshakeTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_new_client_gets_six_references_after_the_handshake()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
            references.Distinct().Count().ShouldBe(6);
        _server.Statistics[Counted.Handshakes].ShouldBe(1);
    }

    [Fact]
    public async Task The_borders_of_websocket_messages_mean_nothing()
    {
        await using var client = await TestClient.ConnectAsync(
            _server, _device, _device.Registration().ToByteArray(), static bytes => bytes.Select(static one => new[] { one }));

        (await client.NextAsync("iq")).Child("pair-device").ShouldNotBeNull();
    }

    [Fact]
    public async Task Routing_info_before_the_intro_is_taken_and_recorded()
    {
        await using var raw = await RawClient.ConnectAsync(_server);
        using var handshake = new NoiseClientHandshake(_device.Noise, _server.Root, SystemRandomSource.Instance);

        await raw.SendAsync(RawClient.Opening(handshake.WriteClientHello, routingInfo: [8, 13, 8, 5]));
        handshake.ReadServerHello((await raw.ReceiveAsync()).ShouldNotBeNull(), DateTimeOffset.UtcNow);
        _server.RoutingInfo.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("080d0805", 1L));
    }

    [Theory]
    [InlineData("474554202f20485454502f312e31")] // GET / HTTP/1.1
    [InlineData("57410602000000")] // an older dictionary
    [InlineData("45440001ffffff")] // routing info of 16 MiB
    [InlineData("57410603ffffff")] // a frame of 16 MiB
    [InlineData("57410603000000")] // an empty frame
    [InlineData("57410603000004ffffffff")] // no protobuf
    public async Task A_client_that_opens_with_something_else_is_dropped(string opening)
    {
        await using var raw = await RawClient.ConnectAsync(_server);
        await raw.SendAsync(Convert.FromHexString(opening));

        (await raw.ReceiveAsync()).ShouldBeNull();
        _server.Statistics[Counted.ProtocolErrors].ShouldBe(1);
    }

    [Fact]
    public async Task A_hello_for_the_pattern_IK_is_refused()
    {
        var hello = new HandshakeMessage
        {
            ClientHello = new HandshakeMessage.Types.ClientHello
            {
                Ephemeral = ByteString.CopyFrom(_device.Noise.PublicKey.ToRaw()),
                Static = ByteString.CopyFrom(new byte[48]),
                Payload = ByteString.CopyFrom(new byte[16]),
            },
        };
        await using var raw = await RawClient.ConnectAsync(_server);
        await raw.SendAsync(RawClient.Opening(output => FrameCodec.Write(hello, output)));

        (await raw.ReceiveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_payload_that_is_no_protobuf_ends_the_connection()
    {
        await using var client = await TestClient.ConnectAsync(_server, _device, [0xff, 0xff], static bytes => [bytes]);

        (await client.ReceiveAsync()).ShouldBeNull();
        _server.Statistics[Counted.ProtocolErrors].ShouldBe(1);
    }

    [Fact]
    public async Task A_registration_with_a_prekey_that_its_identity_did_not_sign_ends_the_connection()
    {
        var registration = _device.Registration();
        registration.DevicePairingData.ESkeySig = ByteString.CopyFrom(new byte[64]);
        await using var client = await TestClient.ConnectAsync(_server, _device, registration);

        (await client.ReceiveAsync()).ShouldBeNull();
        _server.Statistics[Counted.ProtocolErrors].ShouldBe(1);
    }
}
