using System.Buffers.Binary;
using System.IO.Compression;

namespace Wasilo.Api.Sessions.Cards;

/// <summary>A black and white picture, and the PNG of it.</summary>
internal sealed class Canvas(int width, int height)
{
    private readonly bool[,] _ink = new bool[height, width];

    /// <summary>Writes a line; what doesn't fit is cut off.</summary>
    public void Write(string text, int left, int top, int scale)
    {
        for (var at = 0; at < text.Length; at++)
        {
            for (var y = 0; y < PixelFont.Height * scale; y++)
            {
                for (var x = 0; x < PixelFont.Width * scale; x++)
                {
                    var column = left + (at * (PixelFont.Width + 1) * scale) + x;
                    if (column < width && top + y < height && PixelFont.HasInk(text[at], x / scale, y / scale))
                        _ink[top + y, column] = true;
                }
            }
        }
    }

    public byte[] ToPng()
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1; // bits a pixel; the rest says grey, deflated, not interlaced
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Deflate());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private byte[] Deflate()
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[1 + ((width + 7) / 8)]; // the first byte: no filter
            for (var y = 0; y < height; y++)
            {
                row.AsSpan(1).Fill(0xFF);
                for (var x = 0; x < width; x++)
                {
                    if (_ink[y, x])
                        row[1 + (x / 8)] &= (byte)~(0x80 >> (x % 8));
                }

                zlib.Write(row);
            }
        }

        return buffer.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        const uint Polynomial = 0xEDB88320;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
        }

        return crc;
    }
}
