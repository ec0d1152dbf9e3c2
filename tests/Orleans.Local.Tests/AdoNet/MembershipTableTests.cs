using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Local.AdoNet;
using Orleans.Local.Membership;
using Orleans.Runtime;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

public class MembershipTableTests(OrleansDatabases databases) : IClassFixture<OrleansDatabases>
{
    private static readonly DateTime Start = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);
    private readonly string _cluster = Guid.NewGuid().ToString("N");

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_new_cluster_has_version_0_and_no_silos(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await table.InitializeMembershipTable(true); // as every further silo does

        var data = await table.ReadAll();

        data.Members.ShouldBeEmpty();
        data.Version.Version.ShouldBe(0);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task An_added_silo_is_read_as_it_was_added(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var entry = Silo(1);

        (await table.InsertRow(entry, (await table.ReadAll()).Version.Next())).ShouldBeTrue();

        var data = await table.ReadAll();
        data.Version.Version.ShouldBe(1);
        Text(data.Members.Single().Item1).ShouldBe(Text(entry));
        Text((await table.ReadRow(entry.SiloAddress)).Members.Single().Item1).ShouldBe(Text(entry));
        (await table.ReadRow(Silo(2).SiloAddress)).Members.ShouldBeEmpty();
        (await table.ReadRow(Silo(2).SiloAddress)).Version.Version.ShouldBe(1);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_silo_is_not_added_under_an_old_version(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var old = (await table.ReadAll()).Version.Next();
        await table.InsertRow(Silo(1), old);

        (await table.InsertRow(Silo(2), old)).ShouldBeFalse();

        var data = await table.ReadAll();
        data.Members.Count.ShouldBe(1);
        data.Version.Version.ShouldBe(1);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_silo_is_not_added_twice(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());

        (await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next())).ShouldBeFalse();

        (await table.ReadAll()).Version.Version.ShouldBe(1);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task An_update_changes_status_suspicions_and_sign_of_life(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());
        var entry = Silo(1);
        entry.Status = SiloStatus.Dead;
        entry.IAmAliveTime = Start.AddSeconds(7.5);
        entry.AddSuspector(Silo(2).SiloAddress, Start.AddSeconds(1.25));
        entry.AddSuspector(Silo(3).SiloAddress, Start.AddSeconds(2));

        (await UpdateAsync(table, entry)).ShouldBeTrue();

        var data = await table.ReadAll();
        data.Version.Version.ShouldBe(2);
        Text(data.Members.Single().Item1).ShouldBe(Text(entry));
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task An_update_under_an_old_version_or_of_an_unknown_silo_changes_nothing(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var old = (await table.ReadAll()).Version.Next();
        await table.InsertRow(Silo(1), old);
        var dead = Silo(1);
        dead.Status = SiloStatus.Dead;

        (await table.UpdateRow(dead, string.Empty, old)).ShouldBeFalse();
        (await UpdateAsync(table, Silo(2))).ShouldBeFalse();

        var data = await table.ReadAll();
        data.Version.Version.ShouldBe(1);
        data.Members.Single().Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task A_sign_of_life_leaves_the_version_alone(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());
        var entry = Silo(1);
        entry.Status = SiloStatus.Dead; // must not be written
        entry.IAmAliveTime = Start.AddMinutes(1);

        await table.UpdateIAmAlive(entry);

        var data = await table.ReadAll();
        data.Version.Version.ShouldBe(1);
        data.Members.Single().Item1.IAmAliveTime.ShouldBe(Start.AddMinutes(1));
        data.Members.Single().Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task Many_changes_at_once_are_made_one_after_the_other(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            await RepeatAsync(async () => await table.InsertRow(Silo(i), (await table.ReadAll()).Version.Next()));
            await RepeatAsync(() => UpdateAsync(table, Silo(i)));
        })));

        var data = await table.ReadAll();
        data.Members.Count.ShouldBe(8);
        data.Version.Version.ShouldBe(16);
    }

    [Theory, InMemory, OnSqlite, OnPostgres]
    public async Task Only_silos_that_are_neither_active_nor_heard_of_are_forgotten(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await AddAsync(table, 1, SiloStatus.Active, Start);
        await AddAsync(table, 2, SiloStatus.Dead, Start);
        await AddAsync(table, 3, SiloStatus.Dead, Start.AddMilliseconds(1500));
        await AddAsync(table, 4, SiloStatus.Joining, Start.AddMilliseconds(999));

        await table.CleanupDefunctSiloEntries(Start.AddSeconds(1));

        (await table.ReadAll()).Members.Select(static member => member.Item1.SiloName).Order().ShouldBe(["silo-1", "silo-3"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clusters_in_one_database_do_not_see_each_other(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        var other = await TableAsync(kind, _cluster + "x");
        await AddAsync(table, 1, SiloStatus.Active, Start);
        await AddAsync(other, 2, SiloStatus.Active, Start);

        await table.DeleteMembershipTableEntries(_cluster);

        (await other.ReadAll()).Members.Single().Item1.SiloName.ShouldBe("silo-2");
        (await Should.ThrowAsync<OrleansException>(table.ReadAll)).Message.ShouldContain("knows no cluster");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Gateways_are_the_active_silos_that_take_clients(TestDatabaseKind? kind)
    {
        var table = await TableAsync(kind);
        await AddAsync(table, 1, SiloStatus.Active, Start);
        await AddAsync(table, 2, SiloStatus.Dead, Start);
        await AddAsync(table, 3, SiloStatus.Active, Start, proxyPort: 0);
        var database = await databases.GetAsync(kind!.Value);
        var options = new AdoNetClusteringClientOptions { Invariant = database.Invariant, ConnectionString = database.ConnectionString };
        using var provider = new AdoNetGatewayListProvider(
            Options.Create(new ClusterOptions { ClusterId = _cluster }), Options.Create(options), Options.Create(new GatewayOptions()));

        await provider.InitializeGatewayListProvider();

        (await provider.GetGateways()).ShouldBe([new Uri("gwy.tcp://127.0.0.1:30001/17")]);
    }

    private static string Text(MembershipEntry entry) =>
        $"{entry.SiloAddress} {entry.SiloName} {entry.HostName} {entry.Status} {entry.ProxyPort} " +
        $"{entry.StartTime:O} {entry.IAmAliveTime:O} " +
        string.Join(' ', (entry.SuspectTimes ?? []).Select(static suspect => $"{suspect.Item1}@{suspect.Item2:O}"));

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.FromParsableString($"127.0.0.1:{11000 + number}@17"),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + number,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static async Task AddAsync(IMembershipTable table, int number, SiloStatus status, DateTime alive, int? proxyPort = null)
    {
        var entry = Silo(number);
        (entry.Status, entry.IAmAliveTime, entry.ProxyPort) = (status, alive, proxyPort ?? entry.ProxyPort);
        (await table.InsertRow(entry, (await table.ReadAll()).Version.Next())).ShouldBeTrue();
    }

    private static async Task<bool> UpdateAsync(IMembershipTable table, MembershipEntry entry) =>
        await table.UpdateRow(entry, string.Empty, (await table.ReadAll()).Version.Next());

    private static async Task RepeatAsync(Func<Task<bool>> change) => await Eventually.TrueAsync(change);

    private async Task<IMembershipTable> TableAsync(TestDatabaseKind? kind, string? cluster = null)
    {
        IMembershipTable table = new InMemoryMembershipTable();
        if (kind is not null)
        {
            var database = await databases.GetAsync(kind.Value);
            var options = new AdoNetClusteringSiloOptions { Invariant = database.Invariant, ConnectionString = database.ConnectionString };
            table = new AdoNetClusteringTable(
                Options.Create(new ClusterOptions { ClusterId = cluster ?? _cluster }), Options.Create(options));
        }

        await table.InitializeMembershipTable(true);
        return table;
    }
}
