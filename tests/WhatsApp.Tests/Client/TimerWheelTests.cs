using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class TimerWheelTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly List<int> _ran = [];

    private TimerWheel Wheel => TimerWheel.Of(_time);

    [Fact]
    public void There_is_one_wheel_for_a_clock() => TimerWheel.Of(_time).ShouldBeSameAs(Wheel);

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(60)] // more than a turn
    [InlineData(3600)]
    public void A_timer_is_never_early_and_at_most_two_ticks_late(double seconds)
    {
        var due = TimeSpan.FromSeconds(seconds);
        Wheel.Arm(Timer(1), due);

        _time.Advance(due - TimeSpan.FromMilliseconds(1));
        _ran.ShouldBeEmpty();

        _time.Advance(2 * TimerWheel.Tick);
        _ran.ShouldBe([1]);
    }

    [Fact]
    public void Timers_run_in_the_order_in_which_they_are_due_even_after_a_long_pause()
    {
        int[] seconds = [300, 1, 90, 52, 51, 2];
        foreach (int due in seconds)
            Wheel.Arm(Timer(due), TimeSpan.FromSeconds(due));

        _time.Jump(TimeSpan.FromHours(1));

        _ran.ShouldBe(seconds.Order());
    }

    [Fact]
    public void A_disarmed_timer_does_not_run()
    {
        var timer = Timer(1);
        Wheel.Arm(timer, TimeSpan.FromSeconds(1));
        Wheel.Arm(Timer(2), TimeSpan.FromSeconds(1));

        Wheel.Disarm(timer).ShouldBeTrue();
        Wheel.Disarm(timer).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(5));

        _ran.ShouldBe([2]);
    }

    [Fact]
    public void Arming_again_starts_over()
    {
        var timer = Timer(1);
        Wheel.Arm(timer, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Wheel.Arm(timer, TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromMilliseconds(900));
        _ran.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(5));
        _ran.ShouldBe([1]);
    }

    [Fact]
    public void A_thousand_timers_hang_on_one_timer_of_the_clock_and_none_on_a_resting_wheel()
    {
        for (int i = 0; i < 1000; i++)
            Wheel.Arm(Timer(i), TimeSpan.FromSeconds(1 + i % 60));
        _time.ActiveTimers.ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(2));

        _ran.Count.ShouldBe(1000);
        _time.ActiveTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_delay_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var delay = Wheel.DelayAsync(TimeSpan.FromSeconds(10), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(delay);
        _time.Advance(TimeSpan.FromSeconds(20));
        _time.ActiveTimers.ShouldBe(0);
    }

    private Recorder Timer(int number) => new(() => _ran.Add(number));

    private sealed class Recorder(Action run) : WheelTimer
    {
        internal override void OnDue() => run();
    }
}
