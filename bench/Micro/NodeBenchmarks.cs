using System.Buffers;
using BenchmarkDotNet.Attributes;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Micro;

/// <summary>The binary node codec on what a busy connection carries: a message of 240 bytes in, and the same out.</summary>
public class NodeBenchmarks
{
    private readonly Node _message = new("message",
        [
            ("from", Jid.Parse("15550000001:3@s.whatsapp.net")), ("type", "text"), ("id", "3EB0C4A1B2D3E4F5A6B7"), ("t", 1_790_000_000),
            ("notify", "Alice Example"), ("sender_lid", Jid.Parse("100000000000001@lid")),
        ],
        [new Node("enc", [("v", "2"), ("type", "msg")], new byte[150])]);

    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private byte[] _frame = [];

    [GlobalSetup]
    public void Encode_once()
    {
        NodeWriter.Write(_message, _output);
        _frame = _output.WrittenSpan.ToArray();
        if (_frame.Length != 240)
            throw new InvalidOperationException($"The message node has {_frame.Length} bytes; the figures are for 240.");
    }

    [Benchmark(Description = "decode a message node of 240 bytes")]
    public Node Decode() => NodeReader.Read(_frame);

    [Benchmark(Description = "encode a message node of 240 bytes")]
    public int Encode()
    {
        _output.ResetWrittenCount();
        NodeWriter.Write(_message, _output);
        return _output.WrittenCount;
    }
}
