using Wasilo.WhatsApp.Directory;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class BoundedCacheTests
{
    [Fact]
    public void What_was_used_longest_ago_goes_first()
    {
        var cache = new BoundedCache<int, string>(2);
        cache.Put(1, "one");
        cache.Put(2, "two");
        cache.TryGet(1, out _).ShouldBeTrue();

        cache.Put(3, "three");

        cache.TryGet(2, out _).ShouldBeFalse();
        cache.TryGet(1, out var one).ShouldBeTrue();
        one.ShouldBe("one");
        cache.Count.ShouldBe(2);
    }

    [Fact]
    public void Heavy_values_push_out_several_and_too_heavy_ones_are_not_kept()
    {
        var cache = new BoundedCache<int, int>(10, weight => weight);
        for (int i = 0; i < 5; i++)
            cache.Put(i, 2);

        cache.Put(5, 7);
        cache.Count.ShouldBe(2); // 7 and one of 2
        cache.Put(6, 11);

        cache.TryGet(6, out _).ShouldBeFalse();
        cache.TryGet(5, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_value_that_is_replaced_weighs_nothing_any_more()
    {
        var cache = new BoundedCache<int, int>(10, weight => weight);
        for (int i = 0; i < 100; i++)
            cache.Put(1, 6);
        cache.Put(2, 4);
        cache.Count.ShouldBe(2);

        cache.PutIfAbsent(1, 1);
        cache.TryGet(1, out int weight).ShouldBeTrue();
        weight.ShouldBe(6);
        cache.Remove(1);
        cache.Put(3, 6);
        cache.Count.ShouldBe(2);
        cache.Clear();
        cache.Count.ShouldBe(0);
    }
}
