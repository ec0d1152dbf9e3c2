using System.Buffers;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>The encrypted channel after the handshake: a key and a counter for each direction.</summary>
/// <remarks>
/// One thread may write while another reads, since the directions share nothing; neither direction takes two threads at once.
/// </remarks>
internal sealed class NoiseTransport : IDisposable
{
    // Half of the counter: months of traffic at hundreds of frames a second, and as much again to find a quiet moment in.
    private const ulong RenewAfter = 1UL << 31;

    private readonly AesGcm _writeCipher;
    private readonly AesGcm _readCipher;
    private NoiseNonce _writeNonce;
    private NoiseNonce _readNonce;
    private bool _readFailed;

    internal NoiseTransport(ReadOnlySpan<byte> writeKey, ReadOnlySpan<byte> readKey, uint firstWrite = 0, uint firstRead = 0)
    {
        _writeCipher = AesGcmSeal.Create(writeKey);
        _readCipher = AesGcmSeal.Create(readKey);
        _writeNonce = new NoiseNonce(firstWrite);
        _readNonce = new NoiseNonce(firstRead);
    }

    /// <summary>True once a counter is half used up: reconnect at the next good moment.</summary>
    internal bool ShouldRenew => _writeNonce.Used >= RenewAfter || _readNonce.Used >= RenewAfter;

    /// <summary>How much room <see cref="Decrypt"/> needs for a frame's payload.</summary>
    internal static int PlaintextLength(int payloadLength) => Math.Max(0, payloadLength - AesGcmSeal.TagLength);

    /// <summary>Encrypts straight into the output, as one whole frame.</summary>
    /// <exception cref="FrameTooLargeException">The plaintext doesn't fit a frame. Nothing was written, no nonce used.</exception>
    /// <exception cref="NonceExhaustedException">The counter is at its end.</exception>
    internal void WriteFrame(ReadOnlySpan<byte> plaintext, IBufferWriter<byte> output)
    {
        Span<byte> nonce = stackalloc byte[AesGcmSeal.NonceLength];
        int payloadLength = plaintext.Length + AesGcmSeal.TagLength;
        if (payloadLength > FrameCodec.MaxLength)
            throw new FrameTooLargeException(payloadLength, FrameCodec.MaxLength);

        int frameLength = FrameCodec.HeaderLength + payloadLength;
        var frame = output.GetSpan(frameLength)[..frameLength];
        _writeNonce.WriteNext(nonce);
        FrameCodec.WriteHeader(frame, payloadLength);
        AesGcmSeal.Seal(_writeCipher, frame[FrameCodec.HeaderLength..], plaintext, nonce, []);
        output.Advance(frameLength);
    }

    /// <summary>Decrypts the payload of the next frame and returns the plaintext's length.</summary>
    /// <exception cref="FrameDecryptionException">It isn't authentic. The counters of the two sides can't be trusted to match from here
    /// on: drop the connection.</exception>
    /// <exception cref="NonceExhaustedException">The counter is at its end.</exception>
    internal int Decrypt(ReadOnlySpan<byte> payload, Span<byte> plaintext)
    {
        if (_readFailed)
            throw new InvalidOperationException("A frame of this connection has failed to decrypt before; it should have been dropped.");
        Span<byte> nonce = stackalloc byte[AesGcmSeal.NonceLength];
        uint counter = _readNonce.WriteNext(nonce);
        if (!AesGcmSeal.TryOpen(_readCipher, plaintext, payload, nonce, []))
        {
            _readFailed = true;
            throw new FrameDecryptionException(counter);
        }

        return PlaintextLength(payload.Length);
    }

    public void Dispose()
    {
        _writeCipher.Dispose();
        _readCipher.Dispose();
    }
}
