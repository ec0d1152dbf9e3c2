using System.Buffers;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>Cuts a byte stream into frames, wherever its chunks begin and end.</summary>
/// <remarks>
/// A WebSocket message may hold many frames or a part of one. A frame that lies whole in a chunk is returned where it lies; only one
/// that spans chunks is put together in a buffer, which grows with what has arrived and never with what a header merely announces,
/// and goes back to the pool with the next call. Between frames a reader holds no memory. Not for use by two threads at once.
/// </remarks>
internal sealed class FrameReader(int limit = FrameReader.DefaultLimit) : IDisposable
{
    /// <summary>Half of what the protocol can express, and far more than WhatsApp sends: large things travel as media.</summary>
    internal const int DefaultLimit = 8 * 1024 * 1024;

    private const int SmallestBuffer = 256;

    private byte[]? _partial; // header and payload of a frame that spans chunks
    private int _have;

    /// <summary>
    /// Takes bytes from the front of <paramref name="input"/> until a frame is complete; false once all are taken and none is.
    /// Call it with the same input until it returns false.
    /// </summary>
    /// <param name="input">The rest of a chunk; moves on.</param>
    /// <param name="payload">The frame's payload, valid until the next call and as long as the chunk.</param>
    /// <exception cref="FrameTooLargeException">A header announces more than the limit. The stream can't be read further.</exception>
    internal bool TryRead(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        if (_have == 0)
        {
            ReleaseBuffer(); // the frame of the previous call lay in it
            if (TryTakeWhole(ref input, out payload))
                return true;
        }

        while (true)
        {
            int missing = Missing();
            if (missing == 0)
            {
                payload = _partial.AsSpan(FrameCodec.HeaderLength, _have - FrameCodec.HeaderLength);
                _have = 0;
                return true;
            }

            if (input.IsEmpty)
            {
                payload = default;
                return false;
            }

            int taken = Math.Min(missing, input.Length);
            Append(input[..taken]);
            input = input[taken..];
        }
    }

    /// <summary>Gives the buffer of an unfinished frame back. What was read of it is lost.</summary>
    public void Dispose()
    {
        _have = 0;
        ReleaseBuffer();
    }

    private bool TryTakeWhole(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (input.Length < FrameCodec.HeaderLength)
            return false;
        int length = ReadLength(input);
        if (input.Length - FrameCodec.HeaderLength < length)
            return false;
        payload = input.Slice(FrameCodec.HeaderLength, length);
        input = input[(FrameCodec.HeaderLength + length)..];
        return true;
    }

    // To the end of the header first, and once that is there to the end of the frame.
    private int Missing() => _have < FrameCodec.HeaderLength
        ? FrameCodec.HeaderLength - _have
        : FrameCodec.HeaderLength + ReadLength(_partial) - _have;

    private int ReadLength(ReadOnlySpan<byte> header)
    {
        int length = FrameCodec.ReadHeader(header);
        return length <= limit ? length : throw new FrameTooLargeException(length, limit);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int needed = _have + bytes.Length;
        if (_partial is null || _partial.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, 2 * needed));
            _partial.AsSpan(0, _have).CopyTo(larger);
            ReleaseBuffer();
            _partial = larger;
        }

        bytes.CopyTo(_partial.AsSpan(_have));
        _have = needed;
    }

    private void ReleaseBuffer()
    {
        if (_partial is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        _partial = null;
    }
}
