using System.Buffers;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>Writes a record: numbers as varints, keys as they are.</summary>
internal sealed class RecordWriter : IDisposable
{
    private const int FirstLength = 1024; // a quiet session fits

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstLength);

    internal int Length { get; private set; }

    public void Dispose() => Return();

    internal void Number(ulong value)
    {
        Reserve(Varint.Length(value));
        Length += Varint.Write(_buffer.AsSpan(Length), value);
    }

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    internal byte[] ToArray() => _buffer.AsSpan(0, Length).ToArray();

    private void Reserve(int more)
    {
        if (_buffer.Length - Length >= more)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, Length + more));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        Return();
        _buffer = larger;
    }

    private void Return()
    {
        CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, Length));
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}
