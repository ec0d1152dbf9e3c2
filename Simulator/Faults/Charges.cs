namespace Wasilo.Simulator.Faults;

/// <summary>How often a fault strikes yet.</summary>
internal sealed class Charges(int times)
{
    private int _left = times;

    // Compared first: one that is used up must not count down until it wraps around.
    public bool TryUse() => Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) >= 0;
}
