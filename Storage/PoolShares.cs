namespace Wasilo.Storage;

/// <summary>
/// How a process shares out its connections to PostgreSQL. They are few on purpose: 10,000 sessions need no more than 20,
/// because all write through one writer and load in turns, and a server does more with 20 busy connections than with 500.
/// </summary>
/// <param name="Orleans">For Orleans' providers, which have a pool of their own.</param>
/// <param name="Ours">For everything else: the pool behind <see cref="Database.DataSource"/>.</param>
/// <param name="Writers">Of ours, those that the writer keeps, at most.</param>
/// <param name="Loads">Of ours, those that sessions load with. A few are left over for the rest.</param>
internal sealed record PoolShares(int Orleans, int Ours, int Writers, int Loads)
{
    /// <summary>All connections of a process, unless <c>Maximum Pool Size</c> says otherwise.</summary>
    public const int DefaultTotal = 20;

    /// <summary>With fewer, the writer would leave none to load with.</summary>
    public const int LeastTotal = 6;

    // A file has one writer, and a few readers keep both the disk and the processors busy.
    public static PoolShares Sqlite { get; } = new(0, 0, 1, 4);

    public static PoolShares Of(int total)
    {
        var orleans = Math.Max(2, total * 3 / 10);
        var ours = total - orleans;
        var writers = Math.Clamp(ours / 4, 1, 4);
        return new PoolShares(orleans, ours, writers, Math.Max(1, ours - writers - 2));
    }
}
