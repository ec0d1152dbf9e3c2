using System.IO.Compression;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Messages;

/// <summary>The inflated bytes of a history, read forward only and counted.</summary>
internal sealed class HistoryStream(Stream compressed, long limit) : IDisposable
{
    private readonly ZLibStream _inflater = new(compressed, CompressionMode.Decompress, leaveOpen: true);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _position;
    private int _available;
    private long _read;

    public void Dispose() => _inflater.Dispose();

    /// <summary>The next varint; null at the end of the history.</summary>
    /// <exception cref="MalformedMessageException">It ends within a number, or isn't compressed as it should be.</exception>
    /// <exception cref="MessageTooLargeException">There is more than the limit.</exception>
    internal ulong? TryReadVarint() => _position == _available && !Fill() ? null : ReadVarint();

    /// <inheritdoc cref="TryReadVarint"/>
    internal ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _available && !Fill())
                throw Truncated();
            byte next = _buffer[_position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new MalformedMessageException("A number in a history has more than 10 bytes.");
    }

    /// <inheritdoc cref="TryReadVarint"/>
    internal void ReadExactly(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var part = NextPart(destination.Length);
            part.CopyTo(destination);
            destination = destination[part.Length..];
        }
    }

    /// <inheritdoc cref="TryReadVarint"/>
    internal void Skip(long count)
    {
        while (count > 0)
            count -= NextPart((int)Math.Min(count, _buffer.Length)).Length;
    }

    private ReadOnlySpan<byte> NextPart(int most)
    {
        if (_position == _available && !Fill())
            throw Truncated();
        int count = Math.Min(most, _available - _position);
        var part = _buffer.AsSpan(_position, count);
        _position += count;
        return part;
    }

    private bool Fill()
    {
        try
        {
            (_position, _available) = (0, _inflater.Read(_buffer));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new MalformedMessageException("A history isn't compressed as it should be.", e);
        }

        _read += _available;
        return _read <= limit ? _available > 0 : throw new MessageTooLargeException("history", _read, limit);
    }

    private static MalformedMessageException Truncated() => new("A history ends before it is complete.");
}
