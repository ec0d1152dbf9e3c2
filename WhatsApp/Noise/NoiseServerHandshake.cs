using System.Buffers;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Noise;

/// <summary>
/// The server's side of Noise XX: read, write, read. The mirror image of <see cref="NoiseClientHandshake"/>, with the same rules.
/// </summary>
internal sealed class NoiseServerHandshake : IDisposable
{
    private readonly NoiseSymmetricState _state = new(Intro.Prologue);
    private readonly KeyPair _static;
    private readonly KeyPair _ephemeral;
    private readonly ReadOnlyMemory<byte> _certificateChain;
    private PublicKey _clientEphemeral;
    private Step _next = Step.ReadClientHello;

    /// <param name="serverKey">The server's own key.</param>
    /// <param name="certificateChain">Certificates for that key, from <see cref="CertificateAuthority.Issue"/>.</param>
    /// <param name="random">For the ephemeral key.</param>
    internal NoiseServerHandshake(KeyPair serverKey, ReadOnlyMemory<byte> certificateChain, IRandomSource random)
    {
        _static = serverKey;
        _certificateChain = certificateChain;
        _ephemeral = KeyPair.Generate(random);
    }

    private enum Step
    {
        ReadClientHello,
        WriteServerHello,
        ReadClientFinish,
        Over,
    }

    /// <summary>Reads the payload of the client's first frame.</summary>
    /// <exception cref="HandshakeMessageException">It can't be read, or asks for another pattern than XX.</exception>
    internal void ReadClientHello(ReadOnlySpan<byte> payload)
    {
        Begin(Step.ReadClientHello);
        var hello = HandshakeParts.Require(HandshakeParts.Parse(payload).ClientHello, "client hello");
        if (hello.HasStatic || hello.HasPayload)
            throw new HandshakeMessageException("The client asks for Noise IK, which this server doesn't speak; it should use XX.");
        _clientEphemeral = HandshakeParts.ReadKey(hello.Ephemeral.Span, "client's ephemeral key");
        _state.MixHash(_clientEphemeral.Bytes);
        _next = Step.WriteServerHello;
    }

    /// <summary>Writes the server's only frame.</summary>
    /// <exception cref="InvalidKeyException">The client's ephemeral key has small order.</exception>
    internal void WriteServerHello(IBufferWriter<byte> output)
    {
        Begin(Step.WriteServerHello);
        _state.MixHash(_ephemeral.PublicKey.Bytes);
        _state.MixKey(_ephemeral, _clientEphemeral);
        byte[] encryptedStatic = _state.EncryptAndHash(_static.PublicKey.Bytes);
        _state.MixKey(_static, _clientEphemeral);
        byte[] encryptedChain = _state.EncryptAndHash(_certificateChain.Span);
        var hello = new HandshakeMessage.Types.ServerHello
        {
            Ephemeral = ByteString.CopyFrom(_ephemeral.PublicKey.Bytes),
            Static = UnsafeByteOperations.UnsafeWrap(encryptedStatic),
            Payload = UnsafeByteOperations.UnsafeWrap(encryptedChain),
        };
        FrameCodec.Write(new HandshakeMessage { ServerHello = hello }, output);
        _next = Step.ReadClientFinish;
    }

    /// <summary>Reads the payload of the client's last frame: who it is, what it says of itself, and the channel to it.</summary>
    /// <exception cref="NoiseException">It isn't authentic or can't be read.</exception>
    /// <exception cref="InvalidKeyException">The client's key has small order.</exception>
    internal AcceptedClient ReadClientFinish(ReadOnlySpan<byte> payload)
    {
        Begin(Step.ReadClientFinish);
        var finish = HandshakeParts.Require(HandshakeParts.Parse(payload).ClientFinish, "client finish");
        var clientStatic = HandshakeParts.ReadKey(
            _state.DecryptAndHash(finish.Static.Span, "the client's static key"), "client's static key");
        _state.MixKey(_ephemeral, clientStatic);
        byte[] clientPayload = _state.DecryptAndHash(finish.Payload.Span, "the client's payload");
        return new AcceptedClient(clientStatic, clientPayload, _state.Split(isClient: false));
    }

    public void Dispose()
    {
        _next = Step.Over;
        _ephemeral.Erase();
        _state.Dispose();
    }

    private void Begin(Step step)
    {
        if (_next != step)
            throw new InvalidOperationException($"{step} is out of turn: the handshake is at {_next}.");
        _next = Step.Over;
    }
}

/// <summary>A client after a completed handshake.</summary>
/// <param name="NoiseKey">The device's key; the same at each of its connections.</param>
/// <param name="Payload">Its ClientPayload, encoded.</param>
/// <param name="Transport">The channel to it, for the caller to dispose.</param>
internal sealed record AcceptedClient(PublicKey NoiseKey, byte[] Payload, NoiseTransport Transport);
