using System.Buffers.Binary;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// Reads the node of a decrypted frame. Allocates the node and nothing else (a compressed frame is inflated into a
/// pooled buffer), keeps no reference to the frame, and checks every length and count against the
/// bytes that are left before it allocates for it.
/// </summary>
/// <remarks>
/// <code>
/// frame = flags(1) body                     flags &amp; 2: the body is a zlib stream
/// body  = node
/// node  = list(1 + 2 * attributes + (content ? 1 : 0)) tag (key value)* [content]
/// list  = 0 | 248 count(1) | 249 count(2)
/// </code>
/// As in whatsmeow's binary/decoder.go and Baileys' WABinary/decode.js; integers are big-endian.
/// </remarks>
internal ref partial struct NodeReader
{
    private const byte CompressedFlag = 2;

    private readonly ReadOnlySpan<byte> _body;
    private int _at;
    private int _nodesLeft;
    private int _attributesLeft;

    private NodeReader(ReadOnlySpan<byte> body)
    {
        _body = body;
        _nodesLeft = Limits.Nodes;
        _attributesLeft = Limits.FrameAttributes;
    }

    /// <summary>Reads a frame; bytes behind the node are ignored.</summary>
    /// <exception cref="BinaryNodeException">The frame is not a node, or is one beyond <see cref="Limits"/>.</exception>
    public static Node Read(ReadOnlySpan<byte> frame) => Read(frame, out _);

    /// <summary>Reads a frame and counts the bytes behind the node: there never are any, so they are worth a log line.</summary>
    /// <exception cref="BinaryNodeException">The frame is not a node, or is one beyond <see cref="Limits"/>.</exception>
    public static Node Read(ReadOnlySpan<byte> frame, out int trailingBytes)
    {
        if (frame.Length > Limits.FrameBytes)
            Refuse.FrameTooLarge(frame.Length);
        if (frame.IsEmpty)
            Refuse.Truncated(0, 1, 0);
        if ((frame[0] & CompressedFlag) == 0)
            return ReadBody(frame[1..], out trailingBytes);
        using var inflated = Inflated.From(frame[1..]);
        return ReadBody(inflated.Bytes, out trailingBytes);
    }

    private static Node ReadBody(ReadOnlySpan<byte> body, out int trailingBytes)
    {
        // whatsmeow ends a stream with a list of length 0, which otherwise is no node.
        if (body is [WireTag.List8, WireTag.ListEmpty, ..])
        {
            trailingBytes = body.Length - 2;
            return Node.StreamEnd;
        }

        var reader = new NodeReader(body) { _nodesLeft = Limits.Nodes - 1 };
        var node = reader.ReadNode(Limits.Depth);
        trailingBytes = body.Length - reader._at;
        return node;
    }

    private Node ReadNode(int depthLeft)
    {
        if (depthLeft == 0)
            Refuse.TooDeep();
        var start = _at;
        var size = ReadListSize(ReadByte());
        if (size == 0)
            Refuse.NodeWithoutTag(start);
        var tag = ReadPlainText();
        if (tag.Length == 0)
            Refuse.NodeWithoutTag(start);
        var attributes = ReadAttributes((size - 1) >> 1);
        var hasContent = (size & 1) == 0;
        return new Node(tag, attributes, new NodeContent(hasContent ? ReadContent(depthLeft) : null));
    }

    private NodeAttributes ReadAttributes(int count)
    {
        if (count == 0)
            return default;
        if (count > Limits.Attributes || count > _attributesLeft)
            Refuse.TooManyAttributes(count);
        // A key and a value take a byte each at least.
        Demand(2 * count);
        _attributesLeft -= count;
        var items = new NodeAttribute[count];
        for (var i = 0; i < items.Length; i++)
        {
            var key = ReadPlainText();
            items[i] = new NodeAttribute(key, ReadValue(ReadByte()));
        }

        return new NodeAttributes(items);
    }

    private object ReadContent(int depthLeft)
    {
        var tag = ReadByte();
        return tag switch
        {
            WireTag.ListEmpty or WireTag.List8 or WireTag.List16 => ReadChildren(ReadListSize(tag), depthLeft),
            WireTag.Binary8 or WireTag.Binary20 or WireTag.Binary32 => Take(ReadLength(tag)).ToArray(),
            _ => ReadValue(tag),
        };
    }

    private Node[] ReadChildren(int count, int depthLeft)
    {
        if (count == 0)
            return [];
        if (count > _nodesLeft)
            Refuse.TooManyNodes();
        // A node is a list's length and a tag, three bytes at least.
        Demand(3 * count);
        _nodesLeft -= count;
        var children = new Node[count];
        for (var i = 0; i < children.Length; i++)
            children[i] = ReadNode(depthLeft - 1);
        return children;
    }

    private int ReadListSize(byte tag)
    {
        switch (tag)
        {
            case WireTag.ListEmpty: return 0;
            case WireTag.List8: return ReadByte();
            case WireTag.List16: return ReadUInt16();
            default:
                Refuse.UnknownTag(_at - 1, tag);
                return 0;
        }
    }

    private byte ReadByte()
    {
        if (_at >= _body.Length)
            Refuse.Truncated(_at, 1, 0);
        return _body[_at++];
    }

    private ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private ReadOnlySpan<byte> Take(int count)
    {
        Demand(count);
        var taken = _body.Slice(_at, count);
        _at += count;
        return taken;
    }

    private readonly void Demand(int count)
    {
        if (count > _body.Length - _at)
            Refuse.Truncated(_at, count, _body.Length - _at);
    }
}
