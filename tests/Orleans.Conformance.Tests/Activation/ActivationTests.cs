using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Activation;

public sealed class ActivationTests(OneSilo shared) : OneSiloTests(shared)
{
    [Fact]
    public async Task A_grain_is_activated_once_and_before_its_first_call()
    {
        var key = Key();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.GetGrain<ILifecycleGrain>(key).Touch()));
        Journal(key).Take(2).ShouldBe([JournaledGrain.Activated, "touched"]);
        Times(key, JournaledGrain.Activated).ShouldBe(1);
    }

    [Fact]
    public async Task A_reference_alone_activates_nothing()
    {
        var (idle, used) = (Key("idle"), Key("used"));
        _ = Client.GetGrain<ILifecycleGrain>(idle);
        await Client.GetGrain<ILifecycleGrain>(used).Touch();
        Journal(idle).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_activation_reaches_the_caller()
    {
        var failure = await Should.ThrowAsync<Exception>(() => Client.GetGrain<IStubbornGrain>(Key()).Answer());
        failure.ToString().ShouldContain(StubbornGrain.Reason);
        failure.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task The_call_after_a_failed_activation_tries_again()
    {
        var key = Key();
        await Should.ThrowAsync<Exception>(() => Client.GetGrain<IStubbornGrain>(key).Answer());
        (await Client.GetGrain<IStubbornGrain>(key).Answer()).ShouldBe("after all");
        Times(key, JournaledGrain.Activated).ShouldBe(2);
    }

    [Fact]
    public async Task DeactivateOnIdle_ends_the_activation_because_the_application_asked()
    {
        var key = Key();
        await Client.GetGrain<ILifecycleGrain>(key).DeactivateSoon();
        await Ended(key, DeactivationReasonCode.ApplicationRequested);
    }

    [Fact]
    public async Task The_call_that_asks_for_deactivation_ends_well()
    {
        var grain = Client.GetGrain<ILifecycleGrain>(Key());
        var instance = await grain.Touch();
        (await grain.DeactivateSoon()).ShouldBe(instance);
    }

    [Fact]
    public async Task A_deactivating_grain_first_finishes_its_turn()
    {
        var key = Key();
        await Client.GetGrain<ILifecycleGrain>(key).DeactivateAndGoOn(TimeSpan.FromMilliseconds(200));
        await Ended(key, DeactivationReasonCode.ApplicationRequested);
        Journal(key).ShouldBe([JournaledGrain.Activated, "went on", "token:live", "deactivated:ApplicationRequested"]);
    }

    [Fact]
    public async Task The_call_after_a_deactivation_gets_a_new_activation()
    {
        var grain = Client.GetGrain<ILifecycleGrain>(Key());
        var first = await grain.DeactivateSoon();
        (await grain.Touch()).ShouldNotBe(first);
    }

    [Fact]
    public async Task Calls_sent_during_a_deactivation_wait_for_the_next_activation()
    {
        var key = Key();
        var grain = Client.GetGrain<ILifecycleGrain>(key);
        var ending = grain.DeactivateAndGoOn(TimeSpan.FromMilliseconds(200));
        await Happened(key, JournaledGrain.Activated);
        var later = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Touch()));

        later.Distinct().ShouldHaveSingleItem().ShouldNotBe(await ending);
        Times(key, JournaledGrain.Activated).ShouldBe(2);
        Journal(key).ToList().IndexOf("touched").ShouldBeGreaterThan(Journal(key).ToList().IndexOf("deactivated:ApplicationRequested"));
    }

    [Fact]
    public async Task OnDeactivateAsync_gets_a_token_that_is_not_cancelled_yet()
    {
        var key = Key();
        await Client.GetGrain<ILifecycleGrain>(key).DeactivateSoon();
        await Happened(key, "token:live");
    }

    [Fact]
    public async Task A_hundred_rounds_of_deactivation_never_overlap()
    {
        var key = Key();
        var instances = new List<Guid>();
        for (var i = 0; i < 100; i++)
            instances.Add(await Client.GetGrain<ILifecycleGrain>(key).DeactivateSoon());
        await Ended(key, DeactivationReasonCode.ApplicationRequested, times: 100);

        instances.Distinct().Count().ShouldBe(100);
        var round = new[] { JournaledGrain.Activated, "token:live", "deactivated:ApplicationRequested" };
        Journal(key).ShouldBe(Enumerable.Repeat(round, 100).SelectMany(entries => entries));
    }
}
