using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Local.AdoNet;
using Orleans.Local.Reminders;
using Orleans.Runtime;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

public class ReminderTableTests(OrleansDatabases databases) : IClassFixture<OrleansDatabases>
{
    private static readonly DateTime Start = new(2026, 1, 31, 12, 0, 0, 500, DateTimeKind.Utc);
    private readonly string _service = Guid.NewGuid().ToString("N");

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_reminder_is_read_as_it_was_set(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var entry = Reminder("a", "daily");
        entry.Period = TimeSpan.FromDays(40); // more milliseconds than a 32-bit number holds

        entry.ETag = await table.UpsertRow(entry);

        (await table.ReadRow(entry.GrainId, "daily")).ShouldBeEquivalentTo(entry);
        (await table.ReadRow(entry.GrainId, "weekly")).ShouldBeNull();
        (await table.ReadRows(entry.GrainId)).Reminders.ShouldBe([entry], Same);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task Setting_a_reminder_again_replaces_it_under_a_new_ETag(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var entry = Reminder("a", "daily");
        var first = await table.UpsertRow(entry);
        entry.Period = TimeSpan.FromHours(2);

        var second = await table.UpsertRow(entry);

        second.ShouldNotBe(first);
        var read = await table.ReadRow(entry.GrainId, "daily");
        read!.ETag.ShouldBe(second);
        read.Period.ShouldBe(TimeSpan.FromHours(2));
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_reminder_is_removed_under_its_own_ETag_only(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var entry = Reminder("a", "daily");
        var old = await table.UpsertRow(entry);
        var current = await table.UpsertRow(entry);

        (await table.RemoveRow(entry.GrainId, "daily", old!)).ShouldBeFalse();
        (await table.RemoveRow(entry.GrainId, "daily", current!)).ShouldBeTrue();
        (await table.RemoveRow(entry.GrainId, "daily", current!)).ShouldBeFalse();

        (await table.ReadRow(entry.GrainId, "daily")).ShouldBeNull();
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_range_of_the_ring_holds_what_lies_after_its_begin_up_to_its_end(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var entries = Enumerable.Range(0, 64)
            .Select(i => Reminder($"grain-{i}", "daily"))
            .OrderBy(static entry => entry.GrainId.GetUniformHashCode())
            .ToList();
        foreach (var entry in entries)
            await table.UpsertRow(entry);
        uint At(int index) => entries[index].GrainId.GetUniformHashCode();

        (await NamesAsync(table, At(10), At(20))).ShouldBe(Names(entries[11..21]));
        (await NamesAsync(table, At(1), At(62))).ShouldBe(Names(entries[2..63])); // over the middle, where signed numbers change their sign
        (await NamesAsync(table, At(60), At(3))).ShouldBe(Names([.. entries[61..], .. entries[..4]])); // over the ring's end
        (await NamesAsync(table, 0, 0)).ShouldBe(Names(entries));
        (await NamesAsync(table, At(5), At(5))).ShouldBe(Names(entries));
        (await NamesAsync(table, 0, uint.MaxValue)).ShouldBe(Names(entries));
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task Of_many_setters_each_gets_an_ETag_of_its_own(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);

        var etags = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => table.UpsertRow(Reminder("a", "daily")))));

        etags.Distinct().Count().ShouldBe(12);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Services_in_one_database_do_not_see_each_other(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var other = await TableAsync(kind, _service + "x");
        await table.UpsertRow(Reminder("a", "daily"));
        await other.UpsertRow(Reminder("b", "daily"));

        await table.TestOnlyClearTable();

        (await NamesAsync(table, 0, 0)).ShouldBeEmpty();
        (await NamesAsync(other, 0, 0)).ShouldBe(["b"]);
    }

    [Fact]
    public void A_grain_stands_where_Orleans_puts_it() =>
        ((int)GrainId.Create("rem", "kept").GetUniformHashCode()).ShouldBe(-1471730431); // GrainHash in a row of real Orleans 10.4.2

    private static ReminderEntry Reminder(string grain, string name) => new()
    {
        GrainId = GrainId.Create("reminded", grain),
        ReminderName = name,
        StartAt = Start,
        Period = TimeSpan.FromMinutes(5),
    };

    private static IEqualityComparer<ReminderEntry> Same { get; } = EqualityComparer<ReminderEntry>.Create(
        static (x, y) =>
            (x!.GrainId, x.ReminderName, x.StartAt, x.Period, x.ETag) == (y!.GrainId, y.ReminderName, y.StartAt, y.Period, y.ETag));

    private static List<string> Names(IEnumerable<ReminderEntry> entries) =>
        [.. entries.Select(static entry => entry.GrainId.Key.ToString()).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> NamesAsync(IReminderTable table, uint begin, uint end) =>
        Names((await table.ReadRows(begin, end)).Reminders);

    private async Task<IReminderTable> TableAsync(TestDatabaseKind? kind, string? service = null)
    {
        IReminderTable table = new InMemoryReminderTable();
        if (kind is not null)
        {
            var database = await databases.GetAsync(kind.Value);
            var options = new AdoNetReminderTableOptions { Invariant = database.Invariant, ConnectionString = database.ConnectionString };
            table = new AdoNetReminderTable(
                Options.Create(new ClusterOptions { ServiceId = service ?? _service }), Options.Create(options));
        }

        await table.StartAsync();
        return table;
    }
}
