using System.Diagnostics.CodeAnalysis;

namespace Wasilo.WhatsApp.Binary;

/// <summary>Every refusal of the codec, out of line so that the paths that read and write stay small.</summary>
internal static class Refuse
{
    [DoesNotReturn]
    public static void FrameTooLarge(long length) => throw new BinaryNodeException(
        BinaryNodeFault.FrameTooLarge, $"A node of {length} bytes doesn't fit a frame, which holds {Limits.FrameBytes}.");

    [DoesNotReturn]
    public static void Truncated(int at, long wanted, int left) => throw new BinaryNodeException(
        BinaryNodeFault.Truncated, $"Byte {at} asks for {wanted} bytes, but the frame has {left} left.");

    [DoesNotReturn]
    public static void UnknownTag(int at, byte tag) => throw new BinaryNodeException(
        BinaryNodeFault.UnknownTag, $"Byte {at} is the tag {tag}, which means nothing there.");

    [DoesNotReturn]
    public static void NodeWithoutTag(int at) => throw new BinaryNodeException(
        BinaryNodeFault.NodeWithoutTag, $"The node at byte {at} has no tag.");

    [DoesNotReturn]
    public static void NotText(int at, byte tag) => throw new BinaryNodeException(
        BinaryNodeFault.NotText, $"Byte {at} is the tag {tag}, where a node's tag or an attribute's key must be plain text.");

    [DoesNotReturn]
    public static void BadJidServer(int at) => throw new BinaryNodeException(
        BinaryNodeFault.BadJidServer, $"The jid at byte {at} has no server, or one that its form does not allow.");

    [DoesNotReturn]
    public static void BadPackedDigit(int at, int digit) => throw new BinaryNodeException(
        BinaryNodeFault.BadPackedDigit, $"The packed string at byte {at} has the digit {digit}, which stands for no character.");

    public static BinaryNodeException BadCompression(Exception cause) => new BinaryNodeException(
        BinaryNodeFault.BadCompression, "The frame says that its body is compressed, but it is not a zlib stream.", cause);

    [DoesNotReturn]
    public static void InflatedTooLarge(int compressed) => throw new BinaryNodeException(
        BinaryNodeFault.InflatedTooLarge, $"{compressed} compressed bytes inflate to more than {Limits.InflatedBytes}.");

    [DoesNotReturn]
    public static void InflateRatioTooHigh(int compressed) => throw new BinaryNodeException(
        BinaryNodeFault.InflateRatioTooHigh, $"{compressed} compressed bytes inflate to more than {Limits.InflateRatio} times as many.");

    [DoesNotReturn]
    public static void TooDeep() => throw new BinaryNodeException(
        BinaryNodeFault.TooDeep, $"Nodes are nested more than {Limits.Depth} deep.");

    [DoesNotReturn]
    public static void TooManyNodes() => throw new BinaryNodeException(
        BinaryNodeFault.TooManyNodes, $"The frame has more than {Limits.Nodes} nodes.");

    [DoesNotReturn]
    public static void TooManyChildren(int count) => throw new BinaryNodeException(
        BinaryNodeFault.TooManyChildren, $"A node with {count} children can't be written: {Limits.Children} is the most. Send several.");

    [DoesNotReturn]
    public static void TooManyAttributes(int count) => throw new BinaryNodeException(
        BinaryNodeFault.TooManyAttributes,
        $"{count} attributes are too many: a node may have {Limits.Attributes}, a frame {Limits.FrameAttributes}.");

    [DoesNotReturn]
    public static void StringTooLong(long length) => throw new BinaryNodeException(
        BinaryNodeFault.StringTooLong, $"A string of {length} bytes is longer than {Limits.StringBytes}. Longer content must be bytes.");
}
