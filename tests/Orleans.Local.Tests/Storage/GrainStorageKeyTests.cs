using Orleans.Local.Storage;
using Orleans.Runtime;

namespace Wasilo.Orleans.Local.Tests.Storage;

public class GrainStorageKeyTests
{
    // Rows that real Orleans 10.4.2 wrote for grains with these keys.
    [Theory]
    [InlineData("session-1", 786183888, 0, 0, "session-1")]
    [InlineData("Größe", 477125018, 0, 0, "Größe")]
    [InlineData("Z+5", -1051969541, 0, 0, "Z+5")]
    [InlineData("ABC", -1454169915, 0, 2748, null)]
    [InlineData("0A", -579583605, 0, 10, null)]
    [InlineData("4F9A0B1C2D3E", 1562648157, 0, 87523029953854, null)]
    [InlineData("FFFFFFFFFFFFFFFF", -641301823, 0, -1, null)]
    [InlineData("00000000000000001", 1168708852, 0, 1, null)]
    [InlineData("12+x", -1007372436, 0, 18, "x")]
    [InlineData("00112233445566778899aabbccddeeff", 189902723, 7383445245961249331, -4822678189205112, null)]
    [InlineData("00112233445566778899AABBCCDDEEFF+ext", 327786361, 7383445245961249331, -4822678189205112, "ext")]
    public void A_key_is_stored_as_Orleans_stores_it(string key, int hash, long n0, long n1, string? extension) =>
        GrainStorageKey.Of(GrainId.Create("state", key)).ShouldBe(new GrainStorageKey(n0, n1, extension, hash));

    [Fact]
    public void Keys_that_read_as_the_same_number_are_one_key() =>
        GrainStorageKey.Of(GrainId.Create("state", "a")).ShouldBe(GrainStorageKey.Of(GrainId.Create("state", "0A")));
}
