using System.Buffers;
using System.IO.Compression;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>Frames to and from hex, and compressed ones, for the tests of this folder.</summary>
internal static class Wire
{
    public static byte[] Encode(Node node)
    {
        var output = new ArrayBufferWriter<byte>();
        NodeWriter.Write(node, output);
        return output.WrittenSpan.ToArray();
    }

    public static string EncodeHex(Node node) => Convert.ToHexStringLower(Encode(node));

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static Node Decode(string hex) => NodeReader.Read(Bytes(hex));

    /// <summary>The frame with its body compressed, as a server sends long ones.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> frame)
    {
        using var output = new MemoryStream();
        output.WriteByte(2);
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(frame[1..]);
        return output.ToArray();
    }

    public static BinaryNodeFault FaultOf(ReadOnlySpan<byte> frame)
    {
        try
        {
            var node = NodeReader.Read(frame);
            throw new ShouldAssertException($"The frame was read: {node}");
        }
        catch (BinaryNodeException exception)
        {
            return exception.Fault;
        }
    }

    public static BinaryNodeFault FaultOf(string hex) => FaultOf(Bytes(hex));

    public static BinaryNodeFault FaultOfWriting(Node node) => Should.Throw<BinaryNodeException>(() => Encode(node)).Fault;
}
