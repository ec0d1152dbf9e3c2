using System.Globalization;
using System.Text;

namespace Wasilo.WhatsApp.Binary;

/// <summary>Nodes as people read them. Not a format: nothing reads it back.</summary>
internal static class NodeText
{
    // A device list of a large group has thousands of equal lines; the first ones tell what it is.
    private const int ShownChildren = 32;

    public static string Of(Node node)
    {
        var text = new StringBuilder();
        Append(text, node, Limits.Depth);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Node node, int depthLeft)
    {
        text.Append('<').Append(node.Tag);
        foreach (var attribute in node.Attributes)
            text.Append(' ').Append(attribute.ToString());
        if (node.Content.IsNone)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        if (node.Content.IsChildren)
            AppendChildren(text, node, depthLeft);
        else if (node.Content.Value is byte[] bytes)
            text.Append(CultureInfo.InvariantCulture, $"{{{bytes.Length} bytes}}");
        else
            text.Append(node.Text);
        text.Append("</").Append(node.Tag).Append('>');
    }

    private static void AppendChildren(StringBuilder text, Node node, int depthLeft)
    {
        var children = node.Children;
        // Only a node built here can be deeper than one that was read; it can't be written either, but it can be logged.
        var shown = depthLeft == 0 ? 0 : Math.Min(children.Length, ShownChildren);
        foreach (var child in children.AsSpan(0, shown))
            Append(text, child, depthLeft - 1);
        if (shown < children.Length)
            text.Append(CultureInfo.InvariantCulture, $"{{{children.Length - shown} more}}");
    }
}
