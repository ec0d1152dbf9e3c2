using System.Collections.Immutable;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// What the two ends say to each other: a tag with attributes and content, much as an XML element. Immutable.
/// </summary>
/// <example>
/// <code>
/// var ask = new Node("iq", [("to", Jid.WhatsApp), ("type", "get"), ("xmlns", "w:p"), ("id", id)], [new Node("ping")]);
/// if (answer is { Tag: "iq", Children: [{ Tag: "error" } error, ..] } &amp;&amp; error["code"] == "429") ...
/// </code>
/// </example>
public sealed class Node : IEquatable<Node>
{
    /// <summary>The last thing an end says before it closes the stream.</summary>
    public static readonly Node StreamEnd = new("0");

    /// <summary>A node of these parts.</summary>
    public Node(string tag, NodeAttributes attributes = default, NodeContent content = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        Tag = tag;
        Attributes = attributes;
        Content = content;
    }

    /// <summary>What kind of node it is; never empty.</summary>
    public string Tag { get; }

    /// <summary>Its attributes.</summary>
    public NodeAttributes Attributes { get; }

    /// <summary>Its content.</summary>
    public NodeContent Content { get; }

    /// <summary>The child nodes; empty if there are none.</summary>
    public ImmutableArray<Node> Children => Content.Children;

    /// <summary>The content as bytes; empty if it is neither bytes nor text.</summary>
    public ReadOnlyMemory<byte> Bytes => Content.Bytes;

    /// <summary>The content as text; null if it is neither text nor bytes.</summary>
    public string? Text => Content.Text;

    /// <summary>Whether the other end closes the stream.</summary>
    public bool IsStreamEnd => Tag == StreamEnd.Tag && Attributes.Count == 0 && Content.IsNone;

    /// <summary>The text of an attribute, or null.</summary>
    public string? this[string key] => Attributes[key];

    /// <summary>The jid of an attribute; null if there is none or it doesn't read as one.</summary>
    public Jid? Jid(string key) => Attributes.Jid(key);

    /// <summary>The first child with a tag, or null.</summary>
    public Node? Child(string tag)
    {
        foreach (var child in Children)
        {
            if (child.Tag == tag)
                return child;
        }

        return null;
    }

    /// <summary>All children with a tag.</summary>
    public IEnumerable<Node> ChildrenTagged(string tag) => Children.Where(child => child.Tag == tag);

    /// <summary>Whether a reader finds the same in both: the order of attributes and text sent as bytes make no difference.</summary>
    public bool Equals(Node? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Tag == other.Tag && Attributes == other.Attributes && Content == other.Content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Node);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tag, Attributes, Content);

    /// <summary>As XML, for logs: bytes are only counted, so that no key or message gets into one.</summary>
    public override string ToString() => NodeText.Of(this);
}
