using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests.Sessions;

public class SessionOwnershipTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Each_owner_has_an_epoch_of_its_own(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var id = await database.AddSessionAsync();
        (await database.Ownership.FindAsync(id, default)).ShouldBe(new SessionOwner(id, 0, null, null));

        var epochs = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            Task.Run(() => database.Ownership.TakeAsync(id, $"node-{n}", default))));

        epochs.Order().ShouldBe(Enumerable.Range(1, 12).Select(static n => (long)n));
        var owner = (await database.Ownership.FindAsync(id, default))!;
        owner.Epoch.ShouldBe(12);
        owner.Node.ShouldBe($"node-{Array.IndexOf(epochs, 12)}");
        owner.TakenAt.ShouldNotBeNull();
        (await database.Ownership.FindAsync(SessionId.Generate(), default)).ShouldBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_the_last_owner_can_let_go_and_the_epoch_stays(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var ownership = database.Ownership;
        var id = await database.AddSessionAsync();
        var first = await ownership.TakeAsync(id, "node-1", default);
        var second = await ownership.TakeAsync(id, "node-2", default);

        (await ownership.ReleaseAsync(id, first, default)).ShouldBeFalse();
        (await ownership.ListAsync("node-2", default)).Select(static owner => owner.Session).ShouldBe([id]);
        (await ownership.ReleaseAsync(id, second, default)).ShouldBeTrue();
        (await ownership.ReleaseAsync(id, second, default)).ShouldBeFalse();

        (await ownership.ListAsync("node-2", default)).ShouldBeEmpty();
        (await ownership.TakeAsync(id, "node-1", default)).ShouldBe(3);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sessions_that_should_run_and_have_no_live_owner_are_listed_page_by_page(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var ownership = database.Ownership;
        var abandoned = new List<SessionId>();
        foreach (var (node, desired) in ((string?, DesiredState)[])
            [("live", DesiredState.Running), ("dead", DesiredState.Running), (null, DesiredState.Running), ("dead", DesiredState.Running),
             ("dead", DesiredState.Stopped), (null, DesiredState.Stopped)])
        {
            var id = await database.AddSessionAsync();
            await database.Sessions.UpdateAsync(SessionsDatabase.Record(id, id.ToString()) with { Desired = desired }, default);
            if (node is not null)
                await ownership.TakeAsync(id, node, default);
            if (node != "live" && desired == DesiredState.Running)
                abandoned.Add(id);
        }

        var page = await ownership.ListAbandonedAsync(["live", "other"], null, 2, default);
        var rest = await ownership.ListAbandonedAsync(["live", "other"], page[^1].Session, 2, default);

        page.Concat(rest).Select(static owner => owner.Session).ShouldBe(abandoned.OrderBy(static id => id.Number));
        (await ownership.ListAbandonedAsync([], null, 100, default)).Count.ShouldBe(4);
    }
}
