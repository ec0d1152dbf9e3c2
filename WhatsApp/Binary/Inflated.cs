using System.Buffers;
using System.IO.Compression;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// A compressed body, inflated into a pooled buffer that grows with what comes out and never beyond <see cref="Limits"/>.
/// Dispose gives the buffer back.
/// </summary>
internal readonly ref struct Inflated
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private Inflated(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <exception cref="BinaryNodeException">Not a zlib stream, or one beyond the limits.</exception>
    public static Inflated From(ReadOnlySpan<byte> compressed)
    {
        // The base library inflates streams only, and a stream can't hold a span: hence the one copy.
        var source = ArrayPool<byte>.Shared.Rent(compressed.Length);
        try
        {
            compressed.CopyTo(source);
            using var stream = new ZLibStream(new MemoryStream(source, 0, compressed.Length, writable: false), CompressionMode.Decompress);
            return From(stream, compressed.Length);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // IOException: a stream that asks for a preset dictionary, which zlib knows and the base library doesn't.
            throw Refuse.BadCompression(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(source);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static Inflated From(Stream stream, int compressedLength)
    {
        var byRatio = Math.Max(Limits.InflateRatioFreeBytes, (long)compressedLength * Limits.InflateRatio);
        var most = (int)Math.Min(Limits.InflatedBytes, byRatio);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(most, Math.Max(4096, 4 * compressedLength)));
        var length = 0;
        try
        {
            while (true)
            {
                var read = stream.Read(buffer, length, buffer.Length - length);
                if (read == 0)
                    return new Inflated(buffer, length);
                length += read;
                if (length > most)
                    RefuseMore(compressedLength, most);
                if (length == buffer.Length)
                    buffer = Grow(buffer, most);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    // One byte more than allowed, so that a body of exactly the limit is told from a longer one.
    private static byte[] Grow(byte[] full, int most)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(most + 1L, 2L * full.Length));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static void RefuseMore(int compressedLength, int most)
    {
        if (most == Limits.InflatedBytes)
            Refuse.InflatedTooLarge(compressedLength);
        Refuse.InflateRatioTooHigh(compressedLength);
    }
}
