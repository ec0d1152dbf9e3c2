using System.Diagnostics;
using Wasilo.Conformance.Grains.Timers;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Timers;

public sealed class TimerTests(OneSilo shared) : OneSiloTests(shared)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private ITimerGrain Grain(string key) => Client.GetGrain<ITimerGrain>(key);

    [Fact]
    public async Task A_timer_ticks_after_its_due_time_and_then_every_period()
    {
        var key = Key();
        var watch = Stopwatch.StartNew();
        await Grain(key).Start(TimeSpan.FromMilliseconds(300), Soon);
        await Happened(key, "tick");
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
        await Happened(key, "tick", times: 4);
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290 + 3 * 49);
    }

    [Fact]
    public async Task A_timer_without_period_ticks_once()
    {
        var (once, witness) = (Key("once"), Key("witness"));
        await Grain(once).Start(Soon, Never);
        await Grain(witness).Start(Soon, Soon);
        await Happened(witness, "tick", times: 5);
        Times(once, "tick").ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_without_due_time_waits_for_a_change()
    {
        var (waiting, witness) = (Key("waiting"), Key("witness"));
        await Grain(waiting).Start(Never, Soon);
        await Grain(witness).Start(Soon, Soon);
        await Happened(witness, "tick", times: 3);
        Times(waiting, "tick").ShouldBe(0);

        await Grain(waiting).Change(TimeSpan.Zero, Never);
        await Happened(waiting, "tick");
    }

    [Fact]
    public async Task A_timer_does_not_tick_while_a_call_runs()
    {
        var key = Key();
        await Grain(key).Start(Soon, Soon);
        await Grain(key).StayBusy(TimeSpan.FromMilliseconds(400));
        await Happened(key, "tick", times: Times(key, "tick") + 1);
        var journal = Journal(key).ToList();
        journal.IndexOf("free").ShouldBe(journal.IndexOf("busy") + 1);
    }

    [Fact]
    public async Task An_interleaving_timer_ticks_while_a_call_runs()
    {
        var key = Key();
        await Grain(key).Start(Soon, Soon, interleave: true);
        await Grain(key).StayBusy(TimeSpan.FromMilliseconds(600));
        var journal = Journal(key).ToList();
        journal[journal.IndexOf("busy")..journal.IndexOf("free")].ShouldContain("tick");
    }

    [Fact]
    public async Task A_call_does_not_run_while_a_tick_does()
    {
        var key = Key();
        await Grain(key).Start(TimeSpan.Zero, Never, TickMood.Slow);
        await Happened(key, "tick");
        await Grain(key).Call();
        Journal(key).Skip(1).ShouldBe(["tick", "tock", "called"]);
    }

    [Fact]
    public async Task The_next_period_begins_when_a_tick_has_ended()
    {
        var key = Key();
        await Grain(key).Start(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TickMood.Slow, interleave: true);
        await Happened(key, "tock", times: 3);
        Journal(key).Skip(1).Take(6).ShouldBe(["tick", "tock", "tick", "tock", "tick", "tock"]);
    }

    [Fact]
    public async Task A_changed_timer_keeps_to_its_new_times()
    {
        var key = Key();
        await Grain(key).Start(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await Grain(key).Change(Soon, Soon);
        await Happened(key, "tick", times: 3);

        await Grain(key).Change(Never, Never);
        var ticks = Times(key, "tick");
        var witness = Key("witness");
        await Grain(witness).Start(Soon, Soon);
        await Happened(witness, "tick", times: 5);
        // A tick that was already on its way when the change came may still run.
        Times(key, "tick").ShouldBeLessThanOrEqualTo(ticks + 1);
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        var (stopped, witness) = (Key("stopped"), Key("witness"));
        await Grain(stopped).Start(Soon, Soon);
        await Happened(stopped, "tick", times: 2);
        await Grain(stopped).Stop();
        await Grain(witness).Start(Soon, Soon);
        await Happened(witness, "tick", times: 5);
        Journal(stopped).SkipWhile(entry => entry != "stopped").Count(entry => entry == "tick").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_failed_tick_does_not_end_the_timer()
    {
        var key = Key();
        await Grain(key).Start(Soon, Soon, TickMood.Throw);
        await Happened(key, "tick", times: 3);
        await Grain(key).Call();
        Times(key, "activated").ShouldBe(1);
    }

    [Fact]
    public async Task Disposing_a_timer_cancels_the_token_of_its_tick()
    {
        var key = Key();
        await Grain(key).Start(TimeSpan.Zero, Never, TickMood.UntilCancelled, interleave: true);
        await Happened(key, "tick");
        await Grain(key).Stop();
        await Happened(key, "cancelled");
    }

    [Fact]
    public async Task Deactivation_ends_the_timer()
    {
        var (ended, witness) = (Key("ended"), Key("witness"));
        await Grain(ended).Start(Soon, Soon);
        await Happened(ended, "tick");
        await Grain(ended).Deactivate();
        await Ended(ended, DeactivationReasonCode.ApplicationRequested);
        await Grain(witness).Start(Soon, Soon);
        await Happened(witness, "tick", times: 5);
        Journal(ended)[^1].ShouldStartWith("deactivated:");
    }

    [Fact]
    public async Task Deactivation_waits_for_a_tick_under_way()
    {
        var key = Key();
        await Grain(key).Start(TimeSpan.Zero, Never, TickMood.Slow, interleave: true);
        await Happened(key, "tick");
        await Grain(key).Deactivate();
        await Ended(key, DeactivationReasonCode.ApplicationRequested);
        Journal(key).ShouldBe(["activated", "tick", "tock", "deactivated:ApplicationRequested"]);
    }
}
