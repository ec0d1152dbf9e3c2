using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Tests.Sessions;

public class SessionIdTests
{
    [Theory]
    [InlineData("000000000000", 0)]
    [InlineData("00000000000Z", 35)]
    [InlineData("000000000010", 36)]
    [InlineData("ZZZZZZZZZZZZ", 4_738_381_338_321_616_895)]
    public void An_id_is_a_number_in_base_36(string text, long number)
    {
        SessionId.Parse(text).Number.ShouldBe(number);
        SessionId.FromNumber(number).ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABC")]
    [InlineData("ABCDEFGHIJKL0")]
    [InlineData("abcdefghijkl")]
    [InlineData("ABCDEFGHIJK-")]
    [InlineData("ABCDEFGHIJK\u0661")]
    public void Other_text_is_no_id(string? text)
    {
        SessionId.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => SessionId.Parse(text!));
    }

    [Fact]
    public void New_ids_differ_and_read_as_themselves()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => SessionId.Generate()).ToHashSet();

        ids.Count.ShouldBe(1000);
        ids.ShouldAllBe(id => SessionId.Parse(id.ToString()) == id && SessionId.FromNumber(id.Number) == id);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4_738_381_338_321_616_896)]
    public void Other_numbers_are_no_id(long number) => Should.Throw<ArgumentOutOfRangeException>(() => SessionId.FromNumber(number));
}
