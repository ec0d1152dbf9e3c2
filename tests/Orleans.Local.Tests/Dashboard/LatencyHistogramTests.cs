using Orleans.Local.Dashboard;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

public class LatencyHistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(123_457)]
    [InlineData(10_000_000)]
    [InlineData(1_500_000_000)]
    public void A_quantile_of_equal_times_is_that_time_within_a_quarter(long ticks)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 100; i++)
            histogram.Add(new TimeSpan(ticks));

        foreach (var share in new[] { 0.01, 0.5, 0.99 })
            ((double)LatencyHistogram.Quantile(histogram.Read(), share).Ticks).ShouldBe(ticks, tolerance: 1 + (ticks / 4.0));
    }

    [Fact]
    public void Quantiles_of_a_spread_are_within_an_eighth()
    {
        var histogram = new LatencyHistogram();
        for (var ms = 1; ms <= 1000; ms++)
            histogram.Add(TimeSpan.FromMilliseconds(ms));

        LatencyHistogram.Quantile(histogram.Read(), 0.5).TotalMilliseconds.ShouldBe(500, tolerance: 500 / 8.0);
        LatencyHistogram.Quantile(histogram.Read(), 0.99).TotalMilliseconds.ShouldBe(990, tolerance: 990 / 8.0);
    }

    [Fact]
    public void Histograms_add_up()
    {
        LatencyHistogram fast = new(), slow = new();
        for (var i = 0; i < 90; i++)
            fast.Add(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 10; i++)
            slow.Add(TimeSpan.FromSeconds(1));

        var sum = LatencyHistogram.Sum([fast.Read(), slow.Read()]);

        sum.Sum().ShouldBe(fast.Total + slow.Total);
        LatencyHistogram.Quantile(sum, 0.5).ShouldBeLessThan(TimeSpan.FromMilliseconds(2));
        LatencyHistogram.Quantile(sum, 0.99).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public void Without_calls_every_quantile_is_zero() =>
        LatencyHistogram.Quantile(new LatencyHistogram().Read(), 0.99).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Times_beyond_all_measure_are_counted_too()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.MaxValue);
        histogram.Add(TimeSpan.FromTicks(-1));

        histogram.Total.ShouldBe(2);
        histogram.Read().Sum().ShouldBe(2);
    }
}
