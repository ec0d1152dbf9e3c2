using System.Buffers;

namespace Wasilo.WhatsApp.Noise;

/// <summary>What a client sends once, before its first frame: where the server should route it (if it knows), then who it is.</summary>
/// <remarks>
/// "ED" 00 01 || length (3 bytes, big-endian) || routing info, only if there is any; then "WA", 6 (the protocol's magic value) and 3
/// (the version of the token dictionaries). The last four bytes are the prologue of the Noise handshake; the routing part isn't in it.
/// </remarks>
internal static class Intro
{
    internal const int RoutingHeaderLength = 7;

    internal static ReadOnlySpan<byte> Prologue => [(byte)'W', (byte)'A', 6, 3];

    internal static ReadOnlySpan<byte> RoutingMark => [(byte)'E', (byte)'D', 0, 1];

    /// <param name="output">Takes the intro. The first frame belongs right behind it, into the same WebSocket message.</param>
    /// <param name="routingInfo">What the server gave in <c>edge_routing</c> on an earlier connection; empty if it never did.</param>
    internal static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> routingInfo)
    {
        if (!routingInfo.IsEmpty)
        {
            output.Write(RoutingMark);
            FrameCodec.Write(routingInfo, output); // the same three-byte length as a frame's
        }

        output.Write(Prologue);
    }
}
