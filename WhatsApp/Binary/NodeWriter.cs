using System.Buffers;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// Writes a node as the plaintext of a frame: flags 0, as every client sends, and the node in the form that
/// Baileys and whatsmeow give it, each value in its shortest form. See <see cref="NodeReader"/> for the grammar.
/// </summary>
internal ref partial struct NodeWriter
{
    private const byte NoFlags = 0;
    private const int LeastSpan = 512;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;
    private long _committed;
    private int _nodesLeft;
    private int _attributesLeft;

    private NodeWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _nodesLeft = Limits.Nodes;
        _attributesLeft = Limits.FrameAttributes;
    }

    /// <summary>Writes a frame's plaintext.</summary>
    /// <exception cref="BinaryNodeException">
    /// The node is beyond <see cref="Limits"/>. The output then holds the beginning of it, of no use to anyone.
    /// </exception>
    public static void Write(Node node, IBufferWriter<byte> output)
    {
        var writer = new NodeWriter(output);
        writer.WriteByte(NoFlags);
        if (node.IsStreamEnd)
            writer.WriteBytes([WireTag.List8, WireTag.ListEmpty]);
        else
            writer.WriteNode(node, Limits.Depth);
        writer.Finish();
    }

    private void WriteNode(Node node, int depthLeft)
    {
        if (depthLeft == 0)
            Refuse.TooDeep();
        if (_nodesLeft-- == 0)
            Refuse.TooManyNodes();
        var attributes = node.Attributes.Items;
        if (attributes.Length > Limits.Attributes || attributes.Length > _attributesLeft)
            Refuse.TooManyAttributes(attributes.Length);
        _attributesLeft -= attributes.Length;
        WriteListSize(1 + 2 * attributes.Length + (node.Content.IsNone ? 0 : 1));
        WriteText(node.Tag);
        foreach (ref readonly var attribute in attributes)
        {
            WriteText(attribute.Key);
            WriteValue(attribute.Value!);
        }

        WriteContent(node.Content.Value, depthLeft);
    }

    private void WriteContent(object? content, int depthLeft)
    {
        switch (content)
        {
            case null:
                break;
            case byte[] bytes:
                WriteLength(bytes.Length);
                WriteBytes(bytes);
                break;
            case Node[] children:
                if (children.Length > Limits.Children)
                    Refuse.TooManyChildren(children.Length);
                WriteListSize(children.Length);
                foreach (var child in children)
                    WriteNode(child, depthLeft - 1);
                break;
            default:
                WriteValue(content);
                break;
        }
    }

    private void WriteListSize(int size)
    {
        switch (size)
        {
            case 0:
                WriteByte(WireTag.ListEmpty);
                break;
            case <= byte.MaxValue:
                WriteBytes([WireTag.List8, (byte)size]);
                break;
            default:
                WriteBytes([WireTag.List16, (byte)(size >> 8), (byte)size]);
                break;
        }
    }

    private void WriteLength(int length)
    {
        if (length <= byte.MaxValue)
            WriteBytes([WireTag.Binary8, (byte)length]);
        else if (length < 1 << 20)
            WriteBytes([WireTag.Binary20, (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        else
            WriteBytes([WireTag.Binary32, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
    }

    private void WriteByte(byte value) => Reserve(1)[0] = value;

    private void WriteBytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>The next bytes of the output, to be filled whole.</summary>
    private Span<byte> Reserve(int count)
    {
        var reserved = Room(count);
        _used += count;
        return reserved[..count];
    }

    /// <summary>At least that much room behind what was written; whoever uses some of it adds to _used.</summary>
    private Span<byte> Room(int count)
    {
        if (count > _span.Length - _used)
            NextSpan(count);
        return _span[_used..];
    }

    private void Finish()
    {
        if (_committed + _used > Limits.EncodedNodeBytes)
            Refuse.FrameTooLarge(_committed + _used);
        _output.Advance(_used);
    }

    private void NextSpan(int count)
    {
        _output.Advance(_used);
        _committed += _used;
        _used = 0;
        if (_committed + count > Limits.EncodedNodeBytes)
            Refuse.FrameTooLarge(_committed + count);
        _span = _output.GetSpan(Math.Max(count, LeastSpan));
    }
}
