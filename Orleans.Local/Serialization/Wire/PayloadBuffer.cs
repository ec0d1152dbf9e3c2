using System.Buffers;
using System.Buffers.Binary;

namespace Orleans.Serialization;

/// <summary>A growing buffer that can go back to fill in the length of a block.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    private const int InitialSize = 1024;
    // A context lives as long as its thread: one large message must not pin its size for ever.
    private const int MaxKeptSize = 64 * 1024;
    private byte[] _bytes = new byte[InitialSize];

    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Position);

    public void Advance(int count) => Position += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - Position < sizeHint || _bytes.Length == Position) Grow(sizeHint);
        return _bytes.AsSpan(Position);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - Position < sizeHint || _bytes.Length == Position) Grow(sizeHint);
        return _bytes.AsMemory(Position);
    }

    public int BeginBlock()
    {
        this.WriteFixed32(0);
        return Position;
    }

    public void EndBlock(int start) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(start - sizeof(uint)), (uint)(Position - start));

    public void Clear()
    {
        Position = 0;
        if (_bytes.Length > MaxKeptSize) _bytes = new byte[InitialSize];
    }

    private void Grow(int sizeHint) =>
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)Position + sizeHint)));
}
