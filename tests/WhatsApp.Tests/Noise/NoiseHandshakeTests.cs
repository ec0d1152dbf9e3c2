using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Noise;

public class NoiseHandshakeTests
{
    private static readonly byte[] Payload = [.. "who I am"u8];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void Both_sides_end_with_the_same_channel(int payloadLength)
    {
        byte[] clientPayload = new byte[payloadLength];
        new SeededRandomSource(1).Fill(clientPayload);
        using var peers = new NoisePeers();
        var (client, accepted) = peers.Run(clientPayload);
        using (client)
        using (accepted.Transport)
        {
            accepted.NoiseKey.ShouldBe(NoisePeers.ClientKey.PublicKey);
            accepted.Payload.ShouldBe(clientPayload);
            for (int round = 0; round < 3; round++)
            {
                Transfer(client, accepted.Transport, [1, 2, 3]).ShouldBe([1, 2, 3]);
                Transfer(accepted.Transport, client, []).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void Two_handshakes_of_the_same_peers_share_no_bytes_and_no_keys()
    {
        using var first = new NoisePeers();
        using var second = new NoisePeers();
        List<byte[]> sent = [], sentAgain = [];
        var (client, accepted) = first.Run(Payload, Record(sent));
        var (otherClient, otherAccepted) = second.Run(Payload, Record(sentAgain));
        using (client)
        using (accepted.Transport)
        using (otherClient)
        using (otherAccepted.Transport)
        {
            for (int i = 0; i < 3; i++)
                sentAgain[i].ShouldNotBe(sent[i]);
            Should.Throw<FrameDecryptionException>(() => Transfer(client, otherAccepted.Transport, [1]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_change_to_any_byte_of_a_message_is_refused(int message)
    {
        var random = new SeededRandomSource((ulong)message);
        byte[] change = new byte[1];
        int length = MessageLength(message);
        for (int at = 0; at < length; at++)
        {
            do
                random.Fill(change);
            while (change[0] == 0);

            ShouldRefuse(message, bytes =>
            {
                bytes[at] ^= change[0];
                return bytes;
            });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_message_cut_short_anywhere_is_refused(int message)
    {
        for (int length = MessageLength(message) - 1; length >= 0; length--)
            ShouldRefuse(message, bytes => bytes[..length]);
    }

    [Fact]
    public void The_error_names_the_part_that_is_not_authentic()
    {
        UnauthenticPart(1, WithServerHello(hello => hello.Static = Flip(hello.Static))).ShouldBe("the server's static key");
        UnauthenticPart(1, WithServerHello(hello => hello.Payload = Flip(hello.Payload))).ShouldBe("the server's certificate chain");
        UnauthenticPart(2, WithClientFinish(finish => finish.Static = Flip(finish.Static))).ShouldBe("the client's static key");
        UnauthenticPart(2, WithClientFinish(finish => finish.Payload = Flip(finish.Payload))).ShouldBe("the client's payload");
    }

    [Fact]
    public void A_message_that_is_another_message_is_refused()
    {
        Refused<HandshakeMessageException>(0, _ => [0xFF, 0xFF]);
        Refused<HandshakeMessageException>(0, _ => []);
        Refused<HandshakeMessageException>(1, _ => new HandshakeMessage { ClientHello = new() }.ToByteArray());
        Refused<HandshakeMessageException>(2, _ => new HandshakeMessage { ServerHello = new() }.ToByteArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void An_ephemeral_key_of_another_length_is_refused(int length)
    {
        var key = ByteString.CopyFrom(new byte[length]);
        Refused<HandshakeMessageException>(0, _ => new HandshakeMessage { ClientHello = new() { Ephemeral = key } }.ToByteArray());
        Refused<HandshakeMessageException>(1, WithServerHello(hello => hello.Ephemeral = key));
    }

    [Fact]
    public void An_ephemeral_key_of_small_order_is_refused_by_both_sides()
    {
        var zero = ByteString.CopyFrom(new byte[PublicKey.Length]);
        Refused<InvalidKeyException>(0, _ => new HandshakeMessage { ClientHello = new() { Ephemeral = zero } }.ToByteArray());
        Refused<InvalidKeyException>(1, WithServerHello(hello => hello.Ephemeral = zero));
    }

    [Fact]
    public void A_client_that_asks_for_the_ik_pattern_is_refused()
    {
        using var peers = new NoisePeers();
        var hello = HandshakeMessage.Parser.ParseFrom(peers.ClientHello());
        hello.ClientHello.Static = ByteString.CopyFrom(new byte[48]);
        hello.ClientHello.Payload = ByteString.CopyFrom(new byte[100]);
        Should.Throw<HandshakeMessageException>(() => peers.Server.ReadClientHello(hello.ToByteArray())).Message.ShouldContain("IK");
    }

    [Fact]
    public void Fields_that_newer_clients_add_are_skipped()
    {
        using var peers = new NoisePeers();
        var hello = HandshakeMessage.Parser.ParseFrom(peers.ClientHello());
        byte[] inner = [.. hello.ClientHello.ToByteArray(), 0x20, 0x01]; // useExtended (4) = true
        peers.Server.ReadClientHello([0x12, (byte)inner.Length, .. inner]);
        Should.NotThrow(() => peers.Client.ReadServerHello(peers.ServerHello(), NoisePeers.Now));
    }

    [Fact]
    public void Steps_out_of_turn_are_the_callers_mistake()
    {
        using var peers = new NoisePeers();
        Should.Throw<InvalidOperationException>(() => peers.Client.ReadServerHello([], NoisePeers.Now));
        Should.Throw<InvalidOperationException>(() => peers.ServerHello());
        peers.ClientHello();
        Should.Throw<InvalidOperationException>(() => peers.ClientHello());
        Should.Throw<InvalidOperationException>(() => peers.ClientFinish([]));
    }

    [Fact]
    public void A_failed_handshake_cannot_be_continued()
    {
        using var peers = new NoisePeers();
        peers.Server.ReadClientHello(peers.ClientHello());
        byte[] serverHello = peers.ServerHello();
        byte[] changed = [.. serverHello];
        changed[^1] ^= 1;

        Should.Throw<HandshakeDecryptionException>(() => peers.Client.ReadServerHello(changed, NoisePeers.Now));
        Should.Throw<InvalidOperationException>(() => peers.Client.ReadServerHello(serverHello, NoisePeers.Now));
        Should.Throw<InvalidOperationException>(() => peers.ClientFinish([]));
    }

    private static byte[] Transfer(NoiseTransport from, NoiseTransport to, byte[] plaintext)
    {
        byte[] payload = NoisePeers.Payload(output => from.WriteFrame(plaintext, output));
        byte[] received = new byte[NoiseTransport.PlaintextLength(payload.Length)];
        to.Decrypt(payload, received).ShouldBe(plaintext.Length);
        return received;
    }

    private static int MessageLength(int message)
    {
        List<byte[]> sent = [];
        using var peers = new NoisePeers();
        var (client, accepted) = peers.Run(Payload, Record(sent));
        client.Dispose();
        accepted.Transport.Dispose();
        return sent[message].Length;
    }

    private static Func<int, byte[], byte[]> Record(List<byte[]> sent) => (_, message) =>
    {
        sent.Add(message);
        return message;
    };

    private static void ShouldRefuse(int message, Func<byte[], byte[]> change) => Refused<WhatsAppException>(message, change);

    private static string UnauthenticPart(int message, Func<byte[], byte[]> change) =>
        Refused<HandshakeDecryptionException>(message, change).Part;

    private static T Refused<T>(int message, Func<byte[], byte[]> change)
        where T : WhatsAppException
    {
        using var peers = new NoisePeers();
        return Should.Throw<T>(() => peers.Run(Payload, (index, bytes) => index == message ? change([.. bytes]) : bytes));
    }

    private static Func<byte[], byte[]> WithServerHello(Action<HandshakeMessage.Types.ServerHello> change) => bytes =>
    {
        var message = HandshakeMessage.Parser.ParseFrom(bytes);
        change(message.ServerHello);
        return message.ToByteArray();
    };

    private static Func<byte[], byte[]> WithClientFinish(Action<HandshakeMessage.Types.ClientFinish> change) => bytes =>
    {
        var message = HandshakeMessage.Parser.ParseFrom(bytes);
        change(message.ClientFinish);
        return message.ToByteArray();
    };

    private static ByteString Flip(ByteString bytes)
    {
        byte[] changed = bytes.ToByteArray();
        changed[0] ^= 1;
        return ByteString.CopyFrom(changed);
    }
}
