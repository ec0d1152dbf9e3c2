using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class BackoffTests
{
    private static readonly byte[] Most = [.. Enumerable.Repeat<byte>(0xFF, 4)];

    [Fact]
    public void Waits_grow_to_at_most_one_second_doubling_to_two_minutes()
    {
        var backoff = new Backoff(new FixedRandomSource([.. Enumerable.Repeat(Most, 10)]));

        var ceilings = Enumerable.Range(0, 10).Select(_ => Math.Round(backoff.Next().TotalSeconds, 3));

        ceilings.ShouldBe([1, 2, 4, 8, 16, 32, 64, 120, 120, 120]);
    }

    [Fact]
    public void Jitter_is_full_so_that_a_wait_may_be_almost_nothing()
    {
        var backoff = new Backoff(new FixedRandomSource(new byte[4]));

        backoff.Next().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_same_seed_gives_the_same_waits()
    {
        var first = new Backoff(new SeededRandomSource(7));
        var second = new Backoff(new SeededRandomSource(7));

        for (int i = 0; i < 20; i++)
            second.Next().ShouldBe(first.Next());
    }

    [Fact]
    public void After_a_reset_waits_are_short_again()
    {
        var backoff = new Backoff(new SeededRandomSource(1));
        for (int i = 0; i < 10; i++)
            backoff.Next();

        backoff.Reset();

        backoff.Next().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_long_wait_is_between_one_and_two_minutes()
    {
        var backoff = new Backoff(new SeededRandomSource(3));

        for (int i = 0; i < 100; i++)
            backoff.NextLong().ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }
}
