using Wasilo.Conformance.Grains.Turns;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Turns;

public sealed class TurnTests(OneSilo shared) : OneSiloTests(shared)
{
    [Fact]
    public async Task Calls_of_one_activation_run_one_after_the_other()
    {
        var grain = Client.GetGrain<ISerialCounterGrain>(Key());
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.AddTearing()));
        (await grain.Count()).ShouldBe(500);
        (await grain.MostAtOnce()).ShouldBe(1);
    }

    [Fact]
    public async Task Any_number_of_calls_of_a_reentrant_grain_may_be_under_way_at_once()
    {
        var grain = Client.GetGrain<IReentrantGateGrain>(Key());
        var waiting = Enumerable.Range(0, 500).Select(_ => grain.Wait()).ToList();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 500, what: "all calls are under way");
        await grain.Open();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Continuations_of_ten_thousand_interleaved_calls_never_run_at_once()
    {
        var grain = Client.GetGrain<IReentrantCounterGrain>(Key());
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => grain.AddAfterAwaits(5)));
        (await grain.Count()).ShouldBe(50_000);
    }

    [Fact]
    public async Task A_turn_comes_back_to_its_activation_after_the_thread_pool() =>
        (await Client.GetGrain<ISerialCounterGrain>(Key()).ReturnsFromThePool()).ShouldBeTrue();

    [Fact]
    public async Task Two_activations_run_at_the_same_time()
    {
        var (one, other) = (Client.GetGrain<ISerialGateGrain>(Key("one")), Client.GetGrain<ISerialGateGrain>(Key("other")));
        var waiting = one.Wait();
        await other.Open();
        waiting.IsCompleted.ShouldBeFalse();
        await one.OpenInterleaved();
        await waiting;
    }

    [Fact]
    public async Task A_call_waits_while_another_is_under_way()
    {
        var grain = Client.GetGrain<ISerialGateGrain>(Key());
        var waiting = grain.Wait();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1, what: "the first call is under way");
        var open = grain.Open();
        (await grain.Waiting()).ShouldBe(1);
        open.IsCompleted.ShouldBeFalse();
        await grain.OpenInterleaved();
        await Task.WhenAll(waiting, open);
    }

    [Fact]
    public async Task A_call_of_a_reentrant_grain_runs_while_another_waits()
    {
        var grain = Client.GetGrain<IReentrantGateGrain>(Key());
        var waiting = grain.Wait();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1, what: "the first call is under way");
        await grain.Open();
        await waiting;
    }

    [Fact]
    public async Task An_always_interleaving_method_runs_while_another_waits()
    {
        var grain = Client.GetGrain<ISerialGateGrain>(Key());
        var waiting = grain.Wait();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1, what: "the first call is under way");
        await grain.OpenInterleaved();
        await waiting;
    }

    [Fact]
    public async Task A_one_way_call_returns_before_it_has_run()
    {
        var grain = Client.GetGrain<ISerialGateGrain>(Key());
        await grain.CountOneWay();
        (await grain.Counted()).ShouldBe(0);
        await grain.OpenInterleaved();
        await Eventually.TrueAsync(async () => await grain.Counted() == 1, what: "the one-way call has run");
    }

    [Fact]
    public async Task The_failure_of_a_one_way_call_stays_with_the_grain()
    {
        var grain = Client.GetGrain<ISerialGateGrain>(Key());
        await grain.FailOneWay();
        await Eventually.TrueAsync(async () => await grain.Counted() == 1, what: "the one-way call has run");
        await grain.OpenInterleaved();
    }

    [Fact]
    public async Task A_method_may_return_any_kind_of_task()
    {
        var grain = Client.GetGrain<IShapesGrain>(Key());
        (await grain.Recall()).ShouldBeNull();
        await grain.Remember("task");
        (await grain.RecallByValueTask()).ShouldBe("task");
        await grain.RememberByValueTask("value task");
        (await grain.Recall()).ShouldBe("value task");
    }

    [Fact]
    public async Task Overloads_are_two_methods()
    {
        var grain = Client.GetGrain<IShapesGrain>(Key());
        (await grain.Overloaded(1)).ShouldBe("number");
        (await grain.Overloaded("1")).ShouldBe("text");
    }
}
