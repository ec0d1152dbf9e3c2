namespace Wasilo.Silo.Nodes;

/// <summary>What this process uses of its machine.</summary>
internal sealed class NodeFigures(ActivationMeter activations, TimeProvider clock)
{
    private long _lastTime = clock.GetTimestamp();
    private TimeSpan _lastCpu = Environment.CpuUsage.TotalTime;

    public int Activations => activations.Read();

    public static long MemoryBytes => Environment.WorkingSet;

    /// <summary>The share of the machine's processors that this process had since the last call.</summary>
    public double TakeCpuFraction()
    {
        var time = clock.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var elapsed = clock.GetElapsedTime(_lastTime, time) * Environment.ProcessorCount;
        var fraction = elapsed > TimeSpan.Zero ? (cpu - _lastCpu) / elapsed : 0;
        (_lastTime, _lastCpu) = (time, cpu);
        return Math.Clamp(fraction, 0, 1);
    }
}
