using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Webhooks;

namespace Wasilo.Grains.Tests.Webhooks;

public class RetryDelaysTests
{
    [Theory]
    [InlineData("constant", new[] { 2.0, 2, 2, 2 })]
    [InlineData("linear", new[] { 2.0, 4, 6, 8 })]
    [InlineData("exponential", new[] { 2.0, 4, 8, 16 })]
    public void The_policies_wait_as_waha_s_do(string policy, double[] seconds)
    {
        for (var failed = 1; failed <= seconds.Length; failed++)
            RetryDelays.After(new RetryConfig(policy), failed, draw: 0).ShouldBe(TimeSpan.FromSeconds(seconds[failed - 1]));
    }

    [Fact]
    public void Exponential_waits_are_spread_by_a_fifth() =>
        RetryDelays.After(new RetryConfig("exponential"), 3, draw: 0.5).ShouldBe(TimeSpan.FromSeconds(8 * 1.1));

    [Theory]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("exponential")]
    public void After_the_last_attempt_there_is_no_other_and_no_wait_is_longer_than_an_hour(string policy)
    {
        var config = new RetryConfig(policy, DelaySeconds: 3_600, Attempts: 100);

        RetryDelays.After(config, 100, draw: 0.9).ShouldBe(RetryDelays.Longest);
        RetryDelays.After(config, 101, draw: 0.9).ShouldBeNull();
        RetryDelays.After(new RetryConfig(policy, Attempts: 0), 1, draw: 0).ShouldBeNull();
    }
}
