using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// The content of a <see cref="Node"/>: nothing, nodes, bytes or text. Converts from each: <c>[child, child]</c>, a byte array, a string.
/// </summary>
/// <remarks>
/// The wire doesn't keep text apart from bytes: text arrives as text only where it happens to be a token, digits or a jid,
/// else as bytes. So <see cref="Text"/> and <see cref="Bytes"/> read either, and content is equal that has the same bytes.
/// </remarks>
[CollectionBuilder(typeof(NodeContent), nameof(Of))]
public readonly struct NodeContent : IEnumerable<Node>, IEquatable<NodeContent>
{
    private readonly object? _value;

    /// <param name="value">null, Node[], byte[], string or, of text that was a jid on the wire, Jid.</param>
    internal NodeContent(object? value) => _value = value;

    /// <summary>Whether there is content at all; no children (<c>[]</c>) is some.</summary>
    public bool IsNone => _value is null;

    /// <summary>Whether the content is nodes.</summary>
    public bool IsChildren => _value is Node[];

    /// <summary>The child nodes; empty if the content is something else.</summary>
    public ImmutableArray<Node> Children => _value is Node[] nodes ? ImmutableCollectionsMarshal.AsImmutableArray(nodes) : [];

    /// <summary>The bytes, those of text included; empty if the content is neither.</summary>
    public ReadOnlyMemory<byte> Bytes => _value switch
    {
        byte[] bytes => bytes,
        null or Node[] => default,
        var text => Encoding.UTF8.GetBytes(text.ToString()!),
    };

    /// <summary>The text, that of bytes included; null if the content is neither.</summary>
    public string? Text => _value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        null or Node[] => null,
        var text => text.ToString(),
    };

    internal object? Value => _value;

    /// <summary>Content that is nodes.</summary>
    public static NodeContent Of(params ReadOnlySpan<Node> children) => new(children.ToArray());

    /// <summary>Content that is bytes, or none if null. The array is not copied: it must not change any more.</summary>
    public static implicit operator NodeContent(byte[]? bytes) => new(bytes);

    /// <summary>Content that is text, or none if null.</summary>
    public static implicit operator NodeContent(string? text) => new(text);

    /// <summary>Content that is one node.</summary>
    public static implicit operator NodeContent(Node child) => new(new[] { child });

    /// <summary>The child nodes.</summary>
    public ImmutableArray<Node>.Enumerator GetEnumerator() => Children.GetEnumerator();

    IEnumerator<Node> IEnumerable<Node>.GetEnumerator() => ((IEnumerable<Node>)Children).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Children).GetEnumerator();

    /// <summary>Whether a reader finds the same.</summary>
    public bool Equals(NodeContent other) => (_value, other._value) switch
    {
        (null, var theirs) => theirs is null,
        (Node[] ours, var theirs) => theirs is Node[] nodes && ours.AsSpan().SequenceEqual(nodes),
        (_, null or Node[]) => false,
        (string ours, string theirs) => ours == theirs,
        _ => Bytes.Span.SequenceEqual(other.Bytes.Span),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeContent other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_value is null or Node[])
            return Children.Length;
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether a reader finds the same.</summary>
    public static bool operator ==(NodeContent left, NodeContent right) => left.Equals(right);

    /// <summary>Whether a reader finds a difference.</summary>
    public static bool operator !=(NodeContent left, NodeContent right) => !left.Equals(right);
}
