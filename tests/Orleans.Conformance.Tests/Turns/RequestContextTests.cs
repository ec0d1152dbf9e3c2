using Wasilo.Conformance.Grains.Turns;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Turns;

public sealed class RequestContextTests(OneSilo shared) : OneSiloTests(shared), IDisposable
{
    private const string Name = "colour";

    public void Dispose() => RequestContext.Clear();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_caller_sets_reaches_the_callee(bool inside)
    {
        RequestContext.Set(Name, "blue");
        (await (inside ? Silo.Inside : Client).GetGrain<IContextGrain>(Key()).Read(Name)).ShouldBe("blue");
    }

    [Fact]
    public async Task What_the_caller_sets_travels_onward()
    {
        RequestContext.Set(Name, "blue");
        (await Client.GetGrain<IContextGrain>(Key()).ReadThrough(Key("next"), Name)).ShouldBe("blue");
    }

    [Fact]
    public async Task What_the_callee_sets_travels_onward_but_not_back()
    {
        RequestContext.Set(Name, "blue");
        (await Client.GetGrain<IContextGrain>(Key()).WriteAndReadThrough(Key("next"), Name, "red")).ShouldBe("red");
        RequestContext.Get(Name).ShouldBe("blue");
    }

    [Fact]
    public async Task One_call_sees_nothing_of_what_another_set()
    {
        var grain = Client.GetGrain<IContextGrain>(Key());
        await grain.WriteAndReadThrough(Key("next"), Name, "red");
        (await grain.Read(Name)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_removed_travels_no_more()
    {
        RequestContext.Set(Name, "blue");
        RequestContext.Remove(Name);
        (await Client.GetGrain<IContextGrain>(Key()).Read(Name)).ShouldBeNull();
    }

    [Fact]
    public async Task Calls_at_the_same_time_keep_their_own_values()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            RequestContext.Set(Name, $"{i}");
            return await Client.GetGrain<IContextGrain>(Key($"{i % 5}")).ReadThrough(Key("next"), Name);
        }));
        seen.ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
    }
}
