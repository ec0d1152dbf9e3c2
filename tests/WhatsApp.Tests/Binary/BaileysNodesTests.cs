using System.Text.Json;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>
/// Nodes as Baileys 7.0.0-rc14 wrote them, with the trees it read from them (Data/baileys-nodes.mjs makes the file). Where it would write
/// the same bytes again, so do we, which is why it reads ours as it reads its own.
/// </summary>
public sealed class BaileysNodesTests
{
    public static readonly IReadOnlyList<BaileysNode> All = Load();

    [Fact]
    public void There_are_two_hundred_or_so() => All.Count.ShouldBeGreaterThan(190);

    [Fact]
    public void What_Baileys_wrote_is_read_as_Baileys_reads_it()
    {
        foreach (var (name, wire, _, tree) in All)
        {
            var node = NodeReader.Read(wire, out var trailing);
            trailing.ShouldBe(0, name);
            ShouldBeAs(node, tree, name);
        }
    }

    [Fact]
    public void What_was_read_is_written_in_Baileys_bytes()
    {
        foreach (var (name, wire, _, _) in All.Where(test => test.IsCanonical))
            Wire.EncodeHex(NodeReader.Read(wire)).ShouldBe(Convert.ToHexStringLower(wire), name);
    }

    [Fact]
    public void What_is_built_anew_is_written_in_Baileys_bytes()
    {
        foreach (var (name, wire, _, tree) in All.Where(test => test.IsCanonical))
            Wire.EncodeHex(Build(tree)).ShouldBe(Convert.ToHexStringLower(wire), name);
    }

    [Fact]
    public void What_Baileys_would_not_write_so_is_read_again_from_our_bytes()
    {
        foreach (var (name, wire, _, tree) in All.Where(test => !test.IsCanonical))
            ShouldBeAs(NodeReader.Read(Wire.Encode(NodeReader.Read(wire))), tree, name);
    }

    private static void ShouldBeAs(Node node, JsonElement tree, string name)
    {
        node.Tag.ShouldBe(tree.GetProperty("tag").GetString(), name);
        var attributes = tree.GetProperty("attributes").EnumerateArray()
            .ToDictionary(pair => pair[0].GetString()!, pair => pair[1].GetString());
        node.Attributes.Select(attribute => attribute.Key).Distinct().Count().ShouldBe(attributes.Count, name);
        foreach (var (key, value) in attributes)
            node[key].ShouldBe(value, name);
        if (tree.TryGetProperty("children", out var children))
        {
            node.Content.IsChildren.ShouldBeTrue(name);
            node.Children.Length.ShouldBe(children.GetArrayLength(), name);
            foreach (var (child, expected) in node.Children.Zip(children.EnumerateArray()))
                ShouldBeAs(child, expected, name);
        }
        else if (tree.TryGetProperty("bytes", out var bytes))
        {
            Convert.ToHexStringLower(node.Bytes.Span).ShouldBe(bytes.GetString(), name);
        }
        else if (tree.TryGetProperty("text", out var text))
        {
            node.Text.ShouldBe(text.GetString(), name);
        }
        else
        {
            node.Content.IsNone.ShouldBeTrue(name);
        }
    }

    private static Node Build(JsonElement tree) => new(
        tree.GetProperty("tag").GetString()!,
        [.. tree.GetProperty("attributes").EnumerateArray().Select(pair => Attribute(pair[0].GetString()!, pair[1].GetString()!))],
        tree.TryGetProperty("children", out var children) ? NodeContent.Of([.. children.EnumerateArray().Select(Build)])
        : tree.TryGetProperty("bytes", out var bytes) ? Convert.FromHexString(bytes.GetString()!)
        : tree.TryGetProperty("text", out var text) ? TextOf(text.GetString()!)
        : default);

    private static NodeAttribute Attribute(string key, string value) => Jid.TryParse(value, out var jid) ? (key, jid) : (key, value);

    // Baileys takes any text with an @ for a jid; to write its bytes, so must this.
    private static NodeContent TextOf(string text) => text.Contains('@') ? new NodeContent((object)Jid.Parse(text)) : text;

    private static List<BaileysNode> Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "baileys-nodes.json"));
        return [.. JsonDocument.Parse(file).RootElement.EnumerateArray().Select(test => new BaileysNode(
            test.GetProperty("name").GetString()!,
            Convert.FromHexString(test.GetProperty("wire").GetString()!),
            test.GetProperty("canonical").GetBoolean(),
            test.GetProperty("node")))];
    }

    public sealed record BaileysNode(string Name, byte[] Wire, bool IsCanonical, JsonElement Tree);
}
