using System.Buffers.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>The counter of one key in one direction, as the nonces of AES-GCM: 8 zero bytes || counter (4 bytes, big-endian).</summary>
/// <remarks>Noise's own counter has 64 bits; WhatsApp's clients count with 32, so the counter must never wrap around.</remarks>
internal struct NoiseNonce(uint first = 0)
{
    private ulong _next = first;

    internal readonly ulong Used => _next;

    internal uint WriteNext(Span<byte> nonce)
    {
        if (_next > uint.MaxValue)
            throw new NonceExhaustedException();
        uint counter = (uint)_next++;
        nonce[..AesGcmSeal.NonceLength].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[(AesGcmSeal.NonceLength - sizeof(uint))..], counter);
        return counter;
    }
}
