using System.Diagnostics;
using Wasilo.Conformance.Grains.Turns;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Turns;

public sealed class CancellationTests(OneSilo shared) : OneSiloTests(shared)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelling_a_call_cancels_the_callees_token(bool inside)
    {
        var key = Key();
        using var source = new CancellationTokenSource();
        var call = (inside ? Silo.Inside : Client).GetGrain<ICancellableGrain>(key).WaitForCancellation(source.Token);
        await Happened(key, "waiting");
        call.IsCompleted.ShouldBeFalse();

        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Happened(key, "cancelled");
    }

    [Fact]
    public async Task Cancellation_travels_onward()
    {
        var (first, second) = (Key("first"), Key("second"));
        using var source = new CancellationTokenSource();
        var call = Client.GetGrain<ICancellableGrain>(first).WaitElsewhere(second, source.Token);
        await Happened(second, "waiting");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        await Happened(second, "cancelled");
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        var key = Key();
        await Should.ThrowAsync<OperationCanceledException>(
            () => Client.GetGrain<ICancellableGrain>(key).Describe("never", new CancellationToken(canceled: true)));
        (await Client.GetGrain<ICancellableGrain>(key).Describe("after")).ShouldBe("after:not cancelled");
        Times(key, "described").ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_who_cancels_does_not_wait_for_a_callee_that_takes_no_notice()
    {
        var key = Key();
        using var source = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var call = Client.GetGrain<ICancellableGrain>(key).Ignore(TimeSpan.FromSeconds(2), source.Token);
        await Happened(key, "waiting");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await Happened(key, "ignored");
    }

    [Fact]
    public async Task A_token_that_can_not_be_cancelled_arrives_as_one()
    {
        var grain = Client.GetGrain<ICancellableGrain>(Key());
        (await grain.Describe("none")).ShouldBe("none:not cancelled");
        (await grain.Describe("explicit", CancellationToken.None)).ShouldBe("explicit:not cancelled");
    }

    [Fact]
    public async Task A_token_that_is_not_cancelled_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        (await Client.GetGrain<ICancellableGrain>(Key()).Describe("live", source.Token)).ShouldBe("live:not cancelled");
        await source.CancelAsync();
        (await Client.GetGrain<ICancellableGrain>(Key()).Describe("again")).ShouldBe("again:not cancelled");
    }

    [Fact]
    public async Task A_call_that_waits_for_its_turn_can_be_cancelled()
    {
        var key = Key();
        var grain = Client.GetGrain<ICancellableGrain>(key);
        var busy = grain.Ignore(TimeSpan.FromSeconds(1), CancellationToken.None);
        await Happened(key, "waiting");
        using var source = new CancellationTokenSource();
        var queued = grain.Describe("queued", source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => queued);
        (await busy).ShouldBe("ignored");
    }
}
