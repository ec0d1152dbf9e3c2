using Wasilo.Conformance.Grains.Filters;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Filters;

public sealed class FilterTests(OneSilo shared) : OneSiloTests(shared)
{
    [Fact]
    public async Task A_filter_sees_the_call_and_its_result_and_filters_run_in_the_order_of_their_registration()
    {
        var key = Key();
        (await Client.GetGrain<IFilteredGrain>(key).Join("left", 2)).ShouldBe("left+2!");
        Journal(key).ShouldBe(["before IFilteredGrain.Join(left, 2)", "second", "after left+2!"]);
    }

    [Fact]
    public async Task A_filter_sees_calls_from_inside_the_silo_as_well() =>
        (await Silo.Inside.GetGrain<IFilteredGrain>(Key()).Join("l", 3)).ShouldBe("l+3!");

    [Fact]
    public async Task A_filter_can_answer_for_the_grain()
    {
        var grain = Client.GetGrain<IFilteredGrain>(Key());
        (await grain.ShortCircuited()).ShouldBe("the filter");
        (await grain.Runs()).ShouldBe(0);
    }

    [Fact]
    public async Task A_filter_can_turn_a_failure_into_another()
    {
        var failure = await Should.ThrowAsync<UnauthorizedAccessException>(() => Client.GetGrain<IFilteredGrain>(Key()).FailConverted());
        failure.Message.ShouldBe("converted: inside");
    }

    [Fact]
    public async Task A_grain_can_filter_its_own_calls() =>
        (await Client.GetGrain<ISelfFilteringGrain>(Key()).Answer()).ShouldBe("<answer>");
}
