using Orleans.Local.Hosting;

namespace Orleans.Local.Dashboard;

/// <summary>The figures of this process's silo.</summary>
internal sealed class SiloFigures(SiloHost host, CallStatistics statistics, RateSampler sampler)
{
    public SiloReport Read()
    {
        var sample = sampler.Last;
        MethodCounts[] methods = [.. statistics.Methods.Select(m => new MethodCounts(
            m.Key.Class.GrainType.ToString(), $"{m.Key.Method.Interface.Type.Name}.{m.Key.Method.Name}",
            sample.Methods.GetValueOrDefault(m.Value, Rates.None), Volatile.Read(ref m.Value.Failures), Volatile.Read(ref m.Value.Ticks),
            m.Value.Latency.Read()))];
        var runtime = host.Runtime;
        var silo = new SiloCounts(
            sampler.Started, statistics.Activations, host.Clients, methods.Sum(m => m.Latencies.Sum()), methods.Sum(m => m.Failures),
            sample.History.LastOrDefault(Rates.None), Math.Round(sample.Cpu, 4), Environment.WorkingSet, runtime.Membership.View.Version,
            runtime.Directory.OwnedEntries);
        var grains = statistics.Classes.Select(c => new GrainCounts(
            c.Key.GrainType.ToString(), c.Key.Type.FullName!, Volatile.Read(ref c.Value.Begun), Volatile.Read(ref c.Value.Ended)));
        return new(silo, [.. grains], methods, sample.History);
    }
}
