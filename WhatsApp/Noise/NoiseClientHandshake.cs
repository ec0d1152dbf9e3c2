using System.Buffers;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Noise;

/// <summary>The client's side of Noise XX, from hello to transport: write, read, write. No input or output of its own.</summary>
/// <remarks>
/// <code>
/// -> e                     WriteClientHello
/// &lt;- e, ee, s, es, chain    ReadServerHello
/// -> s, se, payload        WriteClientFinish
/// </code>
/// A step that fails, or one out of turn, ends the handshake; it can't be continued or repeated.
/// </remarks>
internal sealed class NoiseClientHandshake : IDisposable
{
    private readonly NoiseSymmetricState _state = new(Intro.Prologue);
    private readonly KeyPair _static;
    private readonly KeyPair _ephemeral;
    private readonly PublicKey _trustedRoot;
    private PublicKey _serverEphemeral;
    private Step _next = Step.WriteClientHello;

    /// <param name="noiseKey">The device's own key, by which the server knows it again.</param>
    /// <param name="trustedRoot">Who must have signed the server's certificates; <see cref="CertificateChain.WhatsAppRoot"/> for the
    /// real ones.</param>
    /// <param name="random">For the ephemeral key.</param>
    internal NoiseClientHandshake(KeyPair noiseKey, PublicKey trustedRoot, IRandomSource random)
    {
        _static = noiseKey;
        _trustedRoot = trustedRoot;
        _ephemeral = KeyPair.Generate(random);
    }

    private enum Step
    {
        WriteClientHello,
        ReadServerHello,
        WriteClientFinish,
        Over,
    }

    /// <summary>Writes the first frame. The intro goes before it.</summary>
    internal void WriteClientHello(IBufferWriter<byte> output)
    {
        Begin(Step.WriteClientHello);
        _state.MixHash(_ephemeral.PublicKey.Bytes);
        var hello = new HandshakeMessage.Types.ClientHello { Ephemeral = ByteString.CopyFrom(_ephemeral.PublicKey.Bytes) };
        FrameCodec.Write(new HandshakeMessage { ClientHello = hello }, output);
        _next = Step.ReadServerHello;
    }

    /// <summary>Reads the payload of the server's only frame, and decides whether the server is to be trusted.</summary>
    /// <exception cref="NoiseException">It isn't: one type for each reason.</exception>
    /// <exception cref="InvalidKeyException">One of its keys has small order.</exception>
    internal void ReadServerHello(ReadOnlySpan<byte> payload, DateTimeOffset now)
    {
        Begin(Step.ReadServerHello);
        var hello = HandshakeParts.Require(HandshakeParts.Parse(payload).ServerHello, "server hello");
        _serverEphemeral = HandshakeParts.ReadKey(hello.Ephemeral.Span, "server's ephemeral key");

        _state.MixHash(_serverEphemeral.Bytes);
        _state.MixKey(_ephemeral, _serverEphemeral);
        var serverStatic = HandshakeParts.ReadKey(
            _state.DecryptAndHash(hello.Static.Span, "the server's static key"), "server's static key");
        _state.MixKey(_ephemeral, serverStatic);
        byte[] chain = _state.DecryptAndHash(hello.Payload.Span, "the server's certificate chain");
        CertificateChain.Verify(chain, serverStatic, _trustedRoot, now);
        _next = Step.WriteClientFinish;
    }

    /// <summary>Writes the last frame, with who we are in it, and returns the channel. The handshake is over.</summary>
    internal NoiseTransport WriteClientFinish(ReadOnlySpan<byte> clientPayload, IBufferWriter<byte> output)
    {
        Begin(Step.WriteClientFinish);
        byte[] encryptedStatic = _state.EncryptAndHash(_static.PublicKey.Bytes);
        _state.MixKey(_static, _serverEphemeral);
        byte[] encryptedPayload = _state.EncryptAndHash(clientPayload);
        var finish = new HandshakeMessage.Types.ClientFinish
        {
            Static = UnsafeByteOperations.UnsafeWrap(encryptedStatic),
            Payload = UnsafeByteOperations.UnsafeWrap(encryptedPayload),
        };
        FrameCodec.Write(new HandshakeMessage { ClientFinish = finish }, output);
        return _state.Split(isClient: true);
    }

    public void Dispose()
    {
        _next = Step.Over;
        _ephemeral.Erase();
        _state.Dispose();
    }

    // Until a step has succeeded the handshake counts as over, so a failure needs no handling of its own.
    private void Begin(Step step)
    {
        if (_next != step)
            throw new InvalidOperationException($"{step} is out of turn: the handshake is at {_next}.");
        _next = Step.Over;
    }
}
