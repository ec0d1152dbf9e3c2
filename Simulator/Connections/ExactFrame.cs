using System.Buffers;
using System.Diagnostics;

namespace Wasilo.Simulator.Connections;

/// <summary>Takes one frame, written at once, into an array of just its size: what is queued has no other owner.</summary>
internal sealed class ExactFrame : IBufferWriter<byte>
{
    private byte[] _bytes = [];

    public byte[] Take()
    {
        var bytes = _bytes;
        _bytes = [];
        return bytes;
    }

    public void Advance(int count) => Debug.Assert(count == _bytes.Length, "A frame is written in one piece.");

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes = new byte[sizeHint];

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes = new byte[sizeHint];
}
