using System.Buffers;
using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Load.Connect;

/// <summary>The binary node codec on a message as a busy connection carries it.</summary>
internal static class NodeTimings
{
    private const int FrameLength = 240;
    private const int KeptNodes = 50_000;

    /// <summary>The frame that ours and the peer's codec work on.</summary>
    public static byte[] Frame()
    {
        var message = new Node("message",
            [
                ("from", Jid.Parse("15550000001:3@s.whatsapp.net")), ("type", "text"), ("id", "3EB0C4A1B2D3E4F5A6B7"), ("t", 1_790_000_000),
                ("notify", "Alice Example"), ("sender_lid", Jid.Parse("100000000000001@lid")),
            ],
            [new Node("enc", [("v", "2"), ("type", "msg")], new byte[150])]);
        var output = new ArrayBufferWriter<byte>(1024);
        NodeWriter.Write(message, output);
        return output.WrittenCount == FrameLength
            ? output.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"The message node has {output.WrittenCount} bytes; the aims are for {FrameLength}.");
    }

    public static void Measure(byte[] frame, Dictionary<string, double> figures)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var message = NodeReader.Read(frame);
        figures["node_decode_us"] = Timing.Microseconds(() => NodeReader.Read(frame));
        figures["node_encode_us"] = Timing.Microseconds(() =>
        {
            output.ResetWrittenCount();
            NodeWriter.Write(message, output);
        });
        MeasureAllocation(frame, figures);
    }

    /// <summary>What decoding allocates, and what is still there of it when the nodes are kept and nothing else is.</summary>
    private static void MeasureAllocation(byte[] frame, Dictionary<string, double> figures)
    {
        var kept = new Node[KeptNodes];
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < kept.Length; index++)
            kept[index] = NodeReader.Read(frame);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
        GC.KeepAlive(kept);
        figures["node_decode_alloc_bytes"] = Math.Round((double)allocated / KeptNodes);
        figures["node_decode_kept_bytes"] = Math.Round((double)heap / KeptNodes);
    }
}
