using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Randomness;

public class SeededRandomSourceTests
{
    [Fact]
    public void One_seed_gives_one_stream_however_it_is_cut()
    {
        byte[] whole = new byte[1000], cut = new byte[1000];
        new SeededRandomSource(42).Fill(whole);
        var source = new SeededRandomSource(42);
        for (int offset = 0, length = 1; offset < cut.Length; offset += length, length = Math.Min(length + 3, cut.Length - offset))
            source.Fill(cut.AsSpan(offset, length));

        cut.ShouldBe(whole);
    }

    [Fact] // SHA-256 of sixteen zero bytes: a change of algorithm would change every recorded run
    public void The_stream_is_the_documented_one()
    {
        byte[] block = new byte[32];
        new SeededRandomSource(0).Fill(block);
        Convert.ToHexStringLower(block).ShouldBe("374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb");
    }

    [Fact]
    public void Two_seeds_give_two_streams()
    {
        byte[] one = new byte[32], two = new byte[32];
        new SeededRandomSource(1).Fill(one);
        new SeededRandomSource(2).Fill(two);
        one.ShouldNotBe(two);
    }

    [Fact]
    public void The_system_source_fills_everything_and_never_twice_the_same()
    {
        byte[] one = new byte[64], two = new byte[64];
        SystemRandomSource.Instance.Fill(one);
        SystemRandomSource.Instance.Fill(two);
        one.ShouldNotBe(two);
        one[32..].ShouldNotBe(new byte[32]);
    }
}
