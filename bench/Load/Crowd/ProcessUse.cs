using System.Diagnostics;

namespace Wasilo.Load.Crowd;

/// <summary>What processes have taken so far, seen from outside.</summary>
/// <param name="Cpu">Of all cores together.</param>
/// <param name="Memory">Resident, in bytes.</param>
internal readonly record struct ProcessUse(TimeSpan Cpu, long Memory)
{
    public static ProcessUse Of(params IEnumerable<int> processes)
    {
        var use = default(ProcessUse);
        foreach (var id in processes)
        {
            using var process = Process.GetProcessById(id);
            use = new ProcessUse(use.Cpu + process.TotalProcessorTime, use.Memory + process.WorkingSet64);
        }

        return use;
    }
}
