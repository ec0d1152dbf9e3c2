using System.Buffers;
using Google.Protobuf;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>Writes frames: length (3 bytes, big-endian) || payload, in both directions, before and after the handshake.</summary>
internal static class FrameCodec
{
    internal const int HeaderLength = 3;

    /// <summary>What three bytes can say.</summary>
    internal const int MaxLength = (1 << 24) - 1;

    internal static void Write(ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        WriteHeader(payload.Length, output);
        output.Write(payload);
    }

    internal static void Write(IMessage payload, IBufferWriter<byte> output)
    {
        WriteHeader(payload.CalculateSize(), output);
        payload.WriteTo(output);
    }

    internal static void WriteHeader(Span<byte> destination, int payloadLength)
    {
        if (payloadLength > MaxLength)
            throw new FrameTooLargeException(payloadLength, MaxLength);
        destination[0] = (byte)(payloadLength >> 16);
        destination[1] = (byte)(payloadLength >> 8);
        destination[2] = (byte)payloadLength;
    }

    internal static int ReadHeader(ReadOnlySpan<byte> header) => header[0] << 16 | header[1] << 8 | header[2];

    private static void WriteHeader(int payloadLength, IBufferWriter<byte> output)
    {
        WriteHeader(output.GetSpan(HeaderLength), payloadLength);
        output.Advance(HeaderLength);
    }
}
