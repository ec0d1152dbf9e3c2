namespace Wasilo.Storage.Commits;

/// <summary>The rows of one statement that are written at once.</summary>
internal sealed class StatementGroup(RowStatement statement)
{
    private readonly Dictionary<(long Session, string Key), int> _places = [];

    public RowStatement Statement => statement;

    public List<long> Sessions { get; } = [];

    public List<object?[]> Rows { get; } = [];

    /// <summary>Adds a row, or puts it in the place of an earlier change of the same row, which then has no effect of its own.</summary>
    public void Set(long session, RowChange change)
    {
        if (_places.TryAdd((session, change.Key), Rows.Count))
        {
            Sessions.Add(session);
            Rows.Add(change.Values);
        }
        else
        {
            Rows[_places[(session, change.Key)]] = change.Values;
        }
    }
}
