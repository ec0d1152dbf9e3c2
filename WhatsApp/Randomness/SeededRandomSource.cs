using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Randomness;

/// <summary>
/// The same bytes for the same seed, on every machine and in every version: for tests and simulated worlds.
/// Keys made from it are as guessable as its seed, so it must never make those of a real device.
/// </summary>
/// <remarks>
/// The stream is SHA-256(seed || block number), block after block, both as 64-bit little-endian numbers; how it is cut into calls
/// doesn't change it. <see cref="Random"/> with a seed promises neither that nor a fixed algorithm across runtimes.
/// </remarks>
public sealed class SeededRandomSource(ulong seed) : IRandomSource
{
    private readonly Lock _lock = new();
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private ulong _blockNumber;
    private int _used = SHA256.HashSizeInBytes;

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        lock (_lock)
        {
            while (!destination.IsEmpty)
            {
                if (_used == _block.Length)
                    NextBlock();
                int count = Math.Min(destination.Length, _block.Length - _used);
                _block.AsSpan(_used, count).CopyTo(destination);
                _used += count;
                destination = destination[count..];
            }
        }
    }

    private void NextBlock()
    {
        Span<byte> input = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        BinaryPrimitives.WriteUInt64LittleEndian(input[sizeof(ulong)..], _blockNumber++);
        SHA256.HashData(input, _block);
        _used = 0;
    }
}
