using Wasilo.Storage.Commits;

namespace Wasilo.Storage.Tests.Support;

/// <summary>A real connection whose transactions can be held back, looked at, and made to fail at a point.</summary>
internal sealed class HeldConnection(ICommitConnection real) : ICommitConnection
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _gate = Opened();

    /// <summary>How many sessions each transaction was of, and how many groups of rows it wrote.</summary>
    public List<(int Sessions, int Groups, int Rows)> Transactions { get; } = [];

    /// <summary>Throws at a point, if it wants to.</summary>
    public Action<Point> Fault { get; set; } = static _ => { };

    /// <summary>Transactions that have begun, or wait to be let begin.</summary>
    public int Begun { get; private set; }

    private int _sessions;

    public enum Point
    {
        Begin,
        Write,
        BeforeCommit,
        AfterCommit,
    }

    /// <summary>From now on no transaction begins.</summary>
    public void Hold()
    {
        lock (_lock)
            _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void LetGo()
    {
        lock (_lock)
            _gate.TrySetResult();
    }

    public async Task<IReadOnlyDictionary<long, long>> BeginAsync(IReadOnlyCollection<long> sessions, bool alone)
    {
        Task gate;
        lock (_lock)
        {
            gate = _gate.Task;
            Begun++;
        }

        await gate;
        Fault(Point.Begin);
        _sessions = sessions.Count;
        return await real.BeginAsync(sessions, alone);
    }

    public async Task WriteAsync(IReadOnlyList<StatementGroup> groups)
    {
        Transactions.Add((_sessions, groups.Count, groups.Sum(static group => group.Rows.Count)));
        Fault(Point.Write);
        await real.WriteAsync(groups);
    }

    public async Task CommitAsync()
    {
        Fault(Point.BeforeCommit);
        await real.CommitAsync();
        Fault(Point.AfterCommit);
    }

    public Task RollbackAsync() => real.RollbackAsync();

    public Task DropAsync() => real.DropAsync();

    public CommitFault FaultOf(Exception problem, bool duringCommit) => real.FaultOf(problem, duringCommit);

    public ValueTask DisposeAsync() => real.DisposeAsync();

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
