namespace Wasilo.Simulator.Counting;

/// <summary>Counters of everything that the simulator sees. Safe for any number of threads.</summary>
public sealed class Statistics
{
    private readonly long[] _counts = new long[Enum.GetValues<Counted>().Length];

    /// <summary>How often it has happened.</summary>
    public long this[Counted counted] => Interlocked.Read(ref _counts[(int)counted]);

    /// <summary>All counters at about the same moment.</summary>
    public IReadOnlyDictionary<Counted, long> ToDictionary() =>
        Enum.GetValues<Counted>().ToDictionary(counted => counted, counted => this[counted]);

    internal void Count(Counted counted) => Interlocked.Increment(ref _counts[(int)counted]);
}
