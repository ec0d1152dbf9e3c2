using Wasilo.Grains.Sessions.Messages;

namespace Wasilo.Grains.Tests.Messages;

public class SendRateTests
{
    private readonly ManualTime _time = new();
    private readonly SendRate _rate;

    public SendRateTests() => _rate = new SendRate(_time);

    [Fact]
    public void A_whole_minutes_messages_may_go_at_once_and_then_one_at_a_time()
    {
        for (var i = 0; i < 20; i++)
            _rate.Count(20, null).ShouldBeNull();
        _rate.Count(20, null).ShouldBe(TimeSpan.FromSeconds(3));

        _time.Now += TimeSpan.FromSeconds(3);
        _rate.Count(20, null).ShouldBeNull();
        _rate.Count(20, null).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void The_hour_counts_too_and_what_it_refuses_is_not_counted_for_the_minute()
    {
        for (var i = 0; i < 3; i++)
            _rate.Count(20, 3).ShouldBeNull();
        for (var i = 0; i < 30; i++)
            _rate.Count(20, 3).ShouldBe(TimeSpan.FromMinutes(20));
        _rate.Count(20, null).ShouldBeNull();
    }

    [Fact]
    public void No_limit_refuses_nothing_and_leaves_nothing_behind()
    {
        for (var i = 0; i < 1000; i++)
            _rate.Count(null, 0).ShouldBeNull();
        _rate.Count(1, null).ShouldBeNull();
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
