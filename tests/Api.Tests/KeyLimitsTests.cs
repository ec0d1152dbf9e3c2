using Wasilo.Api.Limits;

namespace Wasilo.Api.Tests;

public class KeyLimitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(119)]
    [InlineData(100_000)]
    public void A_key_may_go_on_asking_as_often_as_the_limit_says(int perMinute)
    {
        var options = KeyLimits.OptionsOf(perMinute);

        (options.TokensPerPeriod / options.ReplenishmentPeriod.TotalMinutes).ShouldBe(perMinute, tolerance: perMinute * 1e-5);
        options.TokenLimit.ShouldBe(perMinute);
    }
}
