using Wasilo.Conformance.Grains.Copying;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Copying;

/// <summary>From inside the silo, where nothing needs to be serialized, values must still not be shared.</summary>
public sealed class CopyTests(OneSilo shared) : OneSiloTests(shared)
{
    private ICopyGrain Grain(string key) => Silo.Inside.GetGrain<ICopyGrain>(key);

    [Fact]
    public async Task What_the_caller_does_to_an_argument_afterwards_is_not_seen()
    {
        var box = new Box { Items = ["one"] };
        await Grain(Key()).Keep(box);
        box.Items.Add("two");
        (await Grain(Key()).Kept()).Items.ShouldBe(["one"]);
    }

    [Fact]
    public async Task What_the_caller_does_to_an_argument_while_the_call_runs_is_not_seen()
    {
        var items = new List<string> { "one" };
        var count = Grain(Key()).CountLater(items, TimeSpan.FromMilliseconds(200));
        items.Add("two");
        (await count).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_callee_does_to_an_argument_is_not_seen()
    {
        var box = new Box { Items = ["one"] };
        await Grain(Key()).Spoil(box);
        box.Items.ShouldBe(["one"]);
    }

    [Fact]
    public async Task What_the_caller_does_to_a_result_is_not_seen()
    {
        await Grain(Key()).Keep(new Box { Items = ["one"] });
        (await Grain(Key()).Kept()).Items.Add("two");
        (await Grain(Key()).Kept()).Items.ShouldBe(["one"]);
    }

    [Fact]
    public async Task One_object_given_twice_is_one_object_for_the_callee()
    {
        var box = new Box();
        (await Grain(Key()).AreSame(box, box)).ShouldBeTrue();
        (await Grain(Key()).AreSame(box, new Box())).ShouldBeFalse();
        (await Client.GetGrain<ICopyGrain>(Key()).AreSame(box, box)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_immutable_object_is_shared_within_a_process()
    {
        var frozen = new Frozen("ice");
        (await Grain(Key()).EchoFrozen(frozen)).ShouldBeSameAs(frozen);
    }

    [Fact]
    public async Task An_immutable_object_is_equal_over_the_wire()
    {
        var frozen = new Frozen("ice");
        var echo = await Client.GetGrain<ICopyGrain>(Key()).EchoFrozen(frozen);
        echo.ShouldBe(frozen);
        echo.ShouldNotBeSameAs(frozen);
    }
}
