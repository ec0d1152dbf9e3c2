using System.Buffers;
using System.Text.Json;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Noise;

/// <summary>One recorded connection, byte by byte, from both ends.</summary>
public class NoiseVectorTests
{
    private static readonly JsonElement Vector = TestData.Vectors.GetProperty("noise");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_001);

    [Fact]
    public void The_client_writes_the_recorded_bytes()
    {
        using var handshake = new NoiseClientHandshake(
            Pair("clientStaticPriv"), Key("rootPub"), new FixedRandomSource(Vector.Hex("clientEphemeralPriv")));
        var output = new ArrayBufferWriter<byte>();

        Intro.Write(output, []);
        handshake.WriteClientHello(output);
        TakeHex(output).ShouldBe(Vector.Text("frame1_clientHello_with_intro"));

        handshake.ReadServerHello(Vector.Hex("serverHello"), Now);
        using var transport = handshake.WriteClientFinish(Vector.Hex("clientPayloadPlain"), output);
        TakeHex(output).ShouldBe(Vector.Text("frame2_clientFinish"));

        transport.WriteFrame(Vector.Hex("transport_plain_node"), output);
        TakeHex(output).ShouldBe(Vector.Text("frame3_client_counter0"));
        transport.WriteFrame(Vector.Hex("transport_plain_node"), output);
        TakeHex(output).ShouldBe(Vector.Text("frame4_client_counter1"));

        byte[] received = Vector.Hex("server_frame_counter0_ciphertext");
        byte[] plaintext = new byte[NoiseTransport.PlaintextLength(received.Length)];
        transport.Decrypt(received, plaintext).ShouldBe(plaintext.Length);
        plaintext.ShouldBe(Vector.Hex("transport_plain_node"));
    }

    [Fact]
    public void The_server_writes_the_recorded_bytes()
    {
        using var handshake = new NoiseServerHandshake(
            Pair("serverStaticPriv"), Vector.Hex("certChain"), new FixedRandomSource(Vector.Hex("serverEphemeralPriv")));
        var intro = new IntroReader();
        using var reader = new FrameReader();
        ReadOnlySpan<byte> received = Vector.Hex("frame1_with_routing_080d0805");
        intro.TryRead(ref received).ShouldBeTrue();
        intro.RoutingInfo.ShouldBe([0x08, 0x0d, 0x08, 0x05]);

        reader.TryRead(ref received, out var clientHello).ShouldBeTrue();
        handshake.ReadClientHello(clientHello);
        NoisePeers.Payload(handshake.WriteServerHello).ShouldBe(Vector.Hex("serverHello"));
        received = Vector.Hex("frame2_clientFinish");
        reader.TryRead(ref received, out var clientFinish).ShouldBeTrue();
        var client = handshake.ReadClientFinish(clientFinish);

        using var transport = client.Transport;
        client.NoiseKey.ShouldBe(Key("clientStaticPub"));
        client.Payload.ShouldBe(Vector.Hex("clientPayloadPlain"));
        var output = new ArrayBufferWriter<byte>();
        transport.WriteFrame(Vector.Hex("transport_plain_node"), output);
        TakeHex(output)[6..].ShouldBe(Vector.Text("server_frame_counter0_ciphertext"));
    }

    [Fact]
    public void Hash_and_chaining_key_are_the_recorded_ones_after_every_step()
    {
        KeyPair ephemeral = Pair("serverEphemeralPriv"), serverStatic = Pair("serverStaticPriv");
        PublicKey clientEphemeral = Key("clientEphemeralPub");
        var finish = HandshakeMessage.Parser.ParseFrom(Vector.Hex("frame2_clientFinish").AsSpan(FrameCodec.HeaderLength)).ClientFinish;
        using var state = new NoiseSymmetricState(Intro.Prologue);

        ShouldBeAt(state, "after prologue");
        state.MixHash(clientEphemeral.Bytes);
        ShouldBeAt(state, "after Ce");
        state.MixHash(ephemeral.PublicKey.Bytes);
        state.MixKey(ephemeral, clientEphemeral);
        ShouldBeAt(state, "after ee");
        state.EncryptAndHash(serverStatic.PublicKey.Bytes);
        state.MixKey(serverStatic, clientEphemeral);
        ShouldBeAt(state, "after es");
        state.EncryptAndHash(Vector.Hex("certChain"));
        ShouldBeAt(state, "after cert");
        byte[] clientStatic = state.DecryptAndHash(finish.Static.Span, "static");
        state.MixKey(ephemeral, PublicKey.FromRaw(clientStatic));
        ShouldBeAt(state, "after se");
        state.DecryptAndHash(finish.Payload.Span, "payload");
        ShouldBeAt(state, "after payload");
    }

    private static void ShouldBeAt(NoiseSymmetricState state, string step)
    {
        var expected = Vector.GetProperty("serverState").EnumerateArray().Single(entry => entry.Text("step") == step);
        state.Hash.ToArray().ShouldBe(expected.Hex("h"), step);
        state.ChainingKey.ToArray().ShouldBe(expected.Hex("ck"), step);
    }

    private static KeyPair Pair(string privateKey) => KeyPair.FromPrivateKey(Vector.Hex(privateKey));

    private static PublicKey Key(string publicKey) => PublicKey.FromRaw(Vector.Hex(publicKey));

    private static string TakeHex(ArrayBufferWriter<byte> output)
    {
        string hex = Convert.ToHexStringLower(output.WrittenSpan);
        output.ResetWrittenCount();
        return hex;
    }
}
