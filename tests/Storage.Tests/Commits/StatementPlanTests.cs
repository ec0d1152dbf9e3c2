using System.Globalization;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Tests.Commits;

public class StatementPlanTests
{
    private static readonly RowStatement Put = RowStatements.Put("a", [RowColumn.Text("key")], RowColumn.Number("value"));
    private static readonly RowStatement Delete = RowStatements.Delete("a", RowColumn.Text("key"));
    private static readonly RowStatement Wipe = RowStatements.Delete("a");
    private static readonly RowStatement PutOther = RowStatements.Put("b", [RowColumn.Text("key")], RowColumn.Number("value"));

    private static readonly SessionId[] Sessions = [SessionId.FromNumber(1), SessionId.FromNumber(2), SessionId.FromNumber(3)];

    [Fact]
    public void Rows_of_many_sessions_share_a_statement()
    {
        var plan = new StatementPlan();
        foreach (var session in Sessions)
            plan.Add(new SessionCommit(session, 1, [PutRow(Put, "x", 1), PutRow(PutOther, "x", 1), PutRow(Put, "y", 2)]));

        plan.Groups.Select(static group => (group.Statement, group.Rows.Count)).ShouldBe([(Put, 6), (PutOther, 3)]);
    }

    [Fact]
    public void A_row_that_is_written_twice_is_written_once_as_the_last_says()
    {
        var plan = new StatementPlan();
        plan.Add(new SessionCommit(Sessions[0], 1, [PutRow(Put, "x", 1)]));
        plan.Add(new SessionCommit(Sessions[0], 1, [PutRow(Put, "x", 2)]));

        plan.Groups.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem().ShouldBe(["x", 2L]);
    }

    [Fact]
    public void The_statements_say_the_same_for_both_databases()
    {
        Put.PostgreSql.ShouldBe(
            "INSERT INTO a (session, key, value) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[]) " +
            "ON CONFLICT (session, key) DO UPDATE SET value = excluded.value");
        Put.Sqlite.ShouldBe(
            "INSERT INTO a (session, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (session, key) DO UPDATE SET value = excluded.value");
        Delete.PostgreSql.ShouldBe(
            "DELETE FROM a AS t USING unnest($1::bigint[], $2::text[]) AS x (session, key) WHERE t.session = x.session AND t.key = x.key");
        Delete.Sqlite.ShouldBe("DELETE FROM a WHERE session = ?1 AND key = ?2");
        Wipe.Sqlite.ShouldBe("DELETE FROM a WHERE session = ?1");
    }

    /// <summary>The plan against one change after the other, on a table that is a dictionary.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_mix_of_changes_has_the_result_of_one_after_the_other(int seed)
    {
        var random = new Random(seed);
        var commits = Enumerable.Range(0, random.Next(1, 40)).Select(_ => RandomCommit(random)).ToArray();
        var expected = new Dictionary<(string, long, string), long>();
        foreach (var commit in commits)
        {
            foreach (var change in commit.Changes)
                Run(expected, change.Statement, commit.Session.Number, change.Values);
        }

        var plan = new StatementPlan();
        foreach (var commit in commits)
            plan.Add(commit);
        var actual = new Dictionary<(string, long, string), long>();
        foreach (var group in plan.Groups)
        {
            // A statement sees its rows in any order.
            foreach (var row in Enumerable.Range(0, group.Rows.Count).Reverse())
                Run(actual, group.Statement, group.Sessions[row], group.Rows[row]);
        }

        actual.OrderBy(static row => row.Key).ShouldBe(expected.OrderBy(static row => row.Key));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    private static SessionCommit RandomCommit(Random random)
    {
        var changes = Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(8) switch
        {
            0 => new RowChange(Wipe, string.Empty),
            1 or 2 => DeleteRow(Key(random)),
            3 => PutRow(PutOther, Key(random), random.Next()),
            _ => PutRow(Put, Key(random), random.Next()),
        });
        return new SessionCommit(Sessions[random.Next(Sessions.Length)], 1, [.. changes]);
    }

    private static string Key(Random random) => random.Next(4).ToString(CultureInfo.InvariantCulture);

    private static RowChange DeleteRow(string key) => new(Delete, key, key);

    private static RowChange PutRow(RowStatement statement, string key, long value) => new(statement, key, key, value);

    private static void Run(
        Dictionary<(string Table, long Session, string Key), long> table, RowStatement statement, long session, object?[] values)
    {
        if (statement == Put || statement == PutOther)
        {
            table[(statement.Table, session, (string)values[0]!)] = (long)values[1]!;
            return;
        }

        var rows = table.Keys.Where(row => row.Table == statement.Table && row.Session == session);
        foreach (var row in rows.Where(row => statement == Wipe || row.Key == (string)values[0]!).ToArray())
            table.Remove(row);
    }
}
