using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class RoundTripTests
{
    private const int Seed = 20261120;

    private static readonly int Trees = Settings.Count("WASILO_TREES", 100_000);

    [Fact]
    public void A_node_that_is_written_and_read_is_the_same()
    {
        var nodes = new RandomNodes(new Random(Seed));
        for (var i = 0; i < Trees; i++)
        {
            var node = nodes.Next();
            var wire = Wire.Encode(node);
            var read = NodeReader.Read(wire, out var trailing);
            if (!read.Equals(node) || trailing != 0)
            {
                throw new ShouldAssertException(
                    $"Tree {i} of seed {Seed}: {node} was read as {read} from {Convert.ToHexStringLower(wire)}.");
            }
        }
    }

    [Fact]
    public void A_frame_that_is_read_and_written_has_the_same_bytes()
    {
        var nodes = new RandomNodes(new Random(Seed + 1));
        for (var i = 0; i < Trees; i++)
        {
            var wire = Wire.Encode(nodes.Next());
            if (!Wire.Encode(NodeReader.Read(wire)).AsSpan().SequenceEqual(wire))
                throw new ShouldAssertException($"Tree {i} of seed {Seed + 1} is written differently: {Convert.ToHexStringLower(wire)}.");
        }
    }

    [Fact]
    public void A_jid_is_its_text()
    {
        var nodes = new RandomNodes(new Random(Seed + 2));
        for (var i = 0; i < Trees; i++)
        {
            var jid = nodes.Address();
            Jid.Parse(jid.ToString()).ShouldBe(jid);
        }
    }

    [Fact]
    public void Compression_makes_no_difference()
    {
        var nodes = new RandomNodes(new Random(Seed + 3));
        for (var i = 0; i < 2_000; i++)
        {
            var node = nodes.Next();
            NodeReader.Read(Wire.Compress(Wire.Encode(node))).ShouldBe(node);
        }
    }
}
