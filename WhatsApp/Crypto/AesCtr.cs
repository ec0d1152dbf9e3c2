using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>AES in counter mode (NIST SP 800-38A, 6.5), which the base library lacks. Encrypting and decrypting are the same.</summary>
/// <remarks>WhatsApp uses it to wrap 32-byte keys with a pairing code: made for short texts, not for speed.</remarks>
internal static class AesCtr
{
    internal const int BlockLength = 16;

    /// <param name="destination">Takes as many bytes as the source has; may be the same memory.</param>
    /// <param name="source">What is encrypted or decrypted.</param>
    /// <param name="key">32 bytes for AES-256.</param>
    /// <param name="initialCounter">The first counter block, a 128-bit big-endian number that grows by one a block and wraps
    /// around.</param>
    internal static void Transform(
        Span<byte> destination, ReadOnlySpan<byte> source, ReadOnlySpan<byte> key, ReadOnlySpan<byte> initialCounter)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(initialCounter.Length, BlockLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, source.Length);
        using var aes = Aes.Create();
        aes.SetKey(key);
        var counter = BinaryPrimitives.ReadUInt128BigEndian(initialCounter);
        Span<byte> block = stackalloc byte[BlockLength];
        for (int offset = 0; offset < source.Length; offset += BlockLength)
        {
            BinaryPrimitives.WriteUInt128BigEndian(block, counter++);
            aes.EncryptEcb(block, block, PaddingMode.None);
            int count = Math.Min(BlockLength, source.Length - offset);
            for (int i = 0; i < count; i++)
                destination[offset + i] = (byte)(source[offset + i] ^ block[i]);
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
