using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Activation;

public sealed class IdentityTests(OneSilo shared) : OneSiloTests(shared)
{
    [Fact]
    public async Task A_grain_sees_the_key_it_was_called_by()
    {
        var key = Key();
        (await Client.GetGrain<IFrontFace>(key).Key()).ShouldBe(key);
    }

    [Fact]
    public void A_reference_knows_its_key()
    {
        var key = Key();
        Client.GetGrain<IFrontFace>(key).GetPrimaryKeyString().ShouldBe(key);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("a/b\\c+d:e@f")]
    [InlineData("ünïcödé-鍵-🔑")]
    [InlineData("UPPER")]
    [InlineData("upper")]
    public async Task Any_text_can_be_a_key(string text)
    {
        var key = Key(text);
        (await Client.GetGrain<IFrontFace>(key).Key()).ShouldBe(key);
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_two_grains() =>
        (await Client.GetGrain<IFrontFace>(Key("A")).Instance()).ShouldNotBe(await Client.GetGrain<IFrontFace>(Key("a")).Instance());

    [Fact]
    public async Task Calls_to_one_key_reach_one_activation_from_everywhere()
    {
        var key = Key();
        var instances = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            (i % 2 == 0 ? Client : Silo.Inside).GetGrain<IFrontFace>(key).Instance()));
        instances.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_interfaces_of_one_class_reach_one_activation()
    {
        var key = Key();
        (await Client.GetGrain<IBackFace>(key).BackInstance()).ShouldBe(await Client.GetGrain<IFrontFace>(key).Instance());
    }

    [Fact]
    public async Task A_reference_can_be_turned_to_another_interface_of_its_grain()
    {
        var front = Client.GetGrain<IFrontFace>(Key());
        (await front.AsReference<IBackFace>().BackInstance()).ShouldBe(await front.Instance());
    }

    [Fact]
    public async Task A_grain_can_hand_out_a_reference_to_itself()
    {
        var front = Client.GetGrain<IFrontFace>(Key());
        var self = await front.Self();
        self.GetPrimaryKeyString().ShouldBe(front.GetPrimaryKeyString());
        (await self.BackInstance()).ShouldBe(await front.Instance());
    }

    [Fact]
    public async Task A_grain_can_call_the_reference_it_is_given()
    {
        var other = Client.GetGrain<IBackFace>(Key("other"));
        (await Client.GetGrain<IFrontFace>(Key()).InstanceOf(other)).ShouldBe(await other.BackInstance());
    }

    [Fact]
    public async Task A_grain_can_call_another_by_its_own_factory()
    {
        var other = Key("other");
        (await Client.GetGrain<IFrontFace>(Key()).InstanceOfKey(other)).ShouldBe(await Client.GetGrain<IBackFace>(other).BackInstance());
    }

    [Fact]
    public void References_to_one_grain_are_equal_and_to_two_are_not()
    {
        var one = Client.GetGrain<IFrontFace>(Key());
        Client.GetGrain<IFrontFace>(Key()).ShouldBe(one);
        Client.GetGrain<IFrontFace>(Key()).GetHashCode().ShouldBe(one.GetHashCode());
        Client.GetGrain<IFrontFace>(Key("other")).ShouldNotBe(one);
    }

    [Fact]
    public async Task A_grain_type_can_have_a_name_of_its_own()
    {
        var key = Key();
        var grain = Client.GetGrain<INamedGrain>(key);
        (await grain.Identity()).ShouldBe($"{NamedGrain.TypeName}/{key}");
        grain.GetGrainId().Type.ToString().ShouldBe(NamedGrain.TypeName);
    }
}
