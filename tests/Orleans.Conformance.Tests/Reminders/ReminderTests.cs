using System.Diagnostics;
using Wasilo.Conformance.Grains.Reminders;
using Wasilo.Conformance.Tests.Storage;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Reminders;

/// <summary>Reminders of a silo on its own. What becomes of them when it dies is told by the tests of clusters.</summary>
public abstract class ReminderTests(StorageSilo shared)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);
    private readonly string _key = $"reminded-{Guid.NewGuid():N}";

    private IReminderGrain Grain => shared.Silo.Client.GetGrain<IReminderGrain>(_key);

    [Fact]
    public async Task A_reminder_comes_at_its_due_time_and_once_each_period()
    {
        var watch = Stopwatch.StartNew();
        await Grain.Register("often", TimeSpan.FromMilliseconds(500), Period);
        await Reminded("often", Period, times: 1);
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(450);
        await Reminded("often", Period, times: 3);
        // Two more periods have passed, not three; no more than on time, whatever the machine does.
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2.3));
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_was_deactivated()
    {
        await Grain.Register("awake", Period, Period);
        await Grain.Deactivate();
        await Reminded("awake", Period, times: 2);
        Journal().ShouldContain("deactivated:ApplicationRequested");
    }

    [Fact]
    public async Task An_ended_reminder_comes_no_more()
    {
        await Grain.Register("ended", TimeSpan.Zero, Period);
        await Grain.Register("witness", TimeSpan.Zero, Period);
        await Reminded("ended", Period, times: 1);
        await Grain.Unregister("ended");
        await Reminded("witness", Period, times: Times("witness", Period) + 3);
        // One that was already on its way may still come.
        Journal().SkipWhile(entry => entry != "unregistered").Count(entry => entry.StartsWith("reminded:ended", StringComparison.Ordinal))
            .ShouldBeLessThanOrEqualTo(1);
        (await Grain.Has("ended")).ShouldBeFalse();
    }

    [Fact]
    public async Task Registering_again_changes_the_period()
    {
        await Grain.Register("changed", Far, Far);
        await Grain.Register("changed", TimeSpan.Zero, Period);
        await Reminded("changed", Period, times: 2);
        (await Grain.Names()).ShouldBe(["changed"]);
    }

    [Fact]
    public async Task A_grain_finds_all_its_reminders_and_only_its_own()
    {
        await Grain.Register("b", Far, Far);
        await Grain.Register("a", Far, Far);
        await shared.Silo.Client.GetGrain<IReminderGrain>(_key + "-else").Register("c", Far, Far);
        (await Grain.Names()).ShouldBe(["a", "b"], ignoreOrder: true);
        (await Grain.Has("a")).ShouldBeTrue();
        (await Grain.Has("c")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused()
    {
        var failure = await Should.ThrowAsync<ArgumentException>(() => Grain.Register("hasty", Far, TimeSpan.FromMilliseconds(999)));
        failure.ToString().ShouldContain("period");
        (await Grain.Names()).ShouldBeEmpty();
    }

    private IReadOnlyList<string> Journal() => shared.Silo.Journal.Read(_key);

    private int Times(string name, TimeSpan period) => Journal().Count(entry => entry == $"{ReminderGrain.Reminded}{name} period {period}");

    private Task Reminded(string name, TimeSpan period, int times) =>
        Eventually.TrueAsync(() => Times(name, period) >= times, what: $"reminder '{name}' came {times} times");
}

/// <summary>SQLite.</summary>
public sealed class SqliteReminderTests(SqliteSilo shared) : ReminderTests(shared), IClassFixture<SqliteSilo>;

/// <summary>PostgreSQL.</summary>
public sealed class PostgreSqlReminderTests(PostgreSqlSilo shared) : ReminderTests(shared), IClassFixture<PostgreSqlSilo>;
