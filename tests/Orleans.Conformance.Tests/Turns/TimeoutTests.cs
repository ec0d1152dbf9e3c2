using System.Diagnostics;
using Wasilo.Conformance.Grains.Turns;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Turns;

public sealed class TimeoutTests(OneSilo shared) : OneSiloTests(shared)
{
    /// <summary>How much later than the response timeout a caller may learn of it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_takes_too_long_times_out(bool inside)
    {
        var grain = (inside ? Silo.Inside : Client).GetGrain<ISerialRingGrain>(Key());
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<TimeoutException>(() => grain.Sleep(OneSilo.ResponseTimeout * 2));
        watch.Elapsed.ShouldBeInRange(OneSilo.ResponseTimeout * 0.9, OneSilo.ResponseTimeout + Slack);
    }

    [Fact]
    public async Task A_grain_answers_again_after_a_call_that_took_too_long()
    {
        var grain = Client.GetGrain<ISerialRingGrain>(Key());
        await Should.ThrowAsync<TimeoutException>(() => grain.Sleep(OneSilo.ResponseTimeout * 1.2));
        (await grain.Ping()).ShouldBe("pong");
    }

    [Fact]
    public async Task A_cycle_of_ordinary_grains_times_out_and_the_silo_goes_on()
    {
        var (a, b) = (Key("a"), Key("b"));
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<TimeoutException>(() => Client.GetGrain<ISerialRingGrain>(a).Follow(new Queue<string>([b, a])));
        watch.Elapsed.ShouldBeLessThan(OneSilo.ResponseTimeout + Slack);

        (await Client.GetGrain<ISerialRingGrain>(Key("bystander")).Ping()).ShouldBe("pong");
        await Eventually.TrueAsync(async () => await Answers(a) && await Answers(b), what: "both grains of the cycle answer again");
    }

    [Fact]
    public async Task A_grain_that_calls_itself_times_out()
    {
        var key = Key();
        await Should.ThrowAsync<TimeoutException>(() => Client.GetGrain<ISerialRingGrain>(key).Follow(new Queue<string>([key])));
    }

    [Fact]
    public async Task A_cycle_of_reentrant_grains_succeeds()
    {
        var (a, b) = (Key("a"), Key("b"));
        (await Client.GetGrain<IReentrantRingGrain>(a).Follow(new Queue<string>([b, a, b]))).ShouldBe(3);
    }

    [Fact]
    public async Task A_chain_of_grains_succeeds()
    {
        var chain = Enumerable.Range(0, 20).Select(i => Key($"{i}")).ToList();
        (await Client.GetGrain<ISerialRingGrain>(Key()).Follow(new Queue<string>(chain))).ShouldBe(20);
    }

    private async Task<bool> Answers(string key)
    {
        try
        {
            return await Client.GetGrain<ISerialRingGrain>(key).Ping() == "pong";
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
