namespace Wasilo.Simulator.State;

/// <summary>Counts what has changed in phones and devices, so that it is known whether there is something to save.</summary>
internal sealed class Changes
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Mark() => Interlocked.Increment(ref _count);
}
