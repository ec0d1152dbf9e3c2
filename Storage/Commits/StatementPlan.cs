namespace Wasilo.Storage.Commits;

/// <summary>
/// Turns the changes of many commits into few statements over many rows, with the same result as one after the other.
/// <para>A statement over many rows runs them all at one point in time, so a change may join an earlier group of its
/// statement only if nothing that was planned after that group touches the same table for the same session. Sessions never
/// touch each other's rows, and tables are apart, so nothing else can be in the way. As most commits rewrite one row of one
/// table, a batch is mostly one group.</para>
/// </summary>
internal sealed class StatementPlan
{
    private readonly Dictionary<RowStatement, int> _newest = [];
    private readonly Dictionary<(string Table, long Session), int> _lastTouch = [];
    private readonly List<StatementGroup> _groups = [];

    /// <summary>The groups, to be run in this order.</summary>
    public IReadOnlyList<StatementGroup> Groups => _groups;

    public void Add(SessionCommit commit)
    {
        foreach (var change in commit.Changes)
            Add(commit.Session.Number, change);
    }

    private void Add(long session, RowChange change)
    {
        var touch = (change.Statement.Table, session);
        if (!_newest.TryGetValue(change.Statement, out var group) || (_lastTouch.TryGetValue(touch, out var last) && last > group))
        {
            group = _groups.Count;
            _groups.Add(new StatementGroup(change.Statement));
            _newest[change.Statement] = group;
        }

        _groups[group].Set(session, change);
        _lastTouch[touch] = group;
    }
}
