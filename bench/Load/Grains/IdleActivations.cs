using Microsoft.Extensions.DependencyInjection;
using Wasilo.Load.Processes;

namespace Wasilo.Load.Grains;

/// <summary>What activations weigh that only wait. Each run has a process of its own: nothing that ran before counts.</summary>
internal static class IdleActivations
{
    public const int Count = 100_000;

    private const int Runs = 3;

    /// <summary>Whatever the first activations bring along: code, tables, thread pool.</summary>
    private const int WarmUp = 5_000;

    public static async Task<IReadOnlyList<ActivationWeight>> MeasureAsync(CancellationToken cancellation)
    {
        var weights = new List<ActivationWeight>();
        for (var run = 0; run < Runs; run++)
        {
            await using var child = ChildProcess.Start(ChildRoles.IdleMemory);
            weights.Add(ActivationWeight.Parse(await child.ReadLineAsync(cancellation)));
        }

        return weights;
    }

    /// <summary>In the child process.</summary>
    public static async Task<ActivationWeight> WeighAsync(CancellationToken cancellation)
    {
        using var host = BenchHosts.SingleSilo();
        await host.StartAsync(cancellation);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await Activations.ActivateAsync(grains, "warm", WarmUp, cancellation);
        var before = Memory();
        await Activations.ActivateAsync(grains, "idle", Count, cancellation);
        var after = Memory();
        await host.StopAsync(cancellation);
        return new ActivationWeight((double)(after.Heap - before.Heap) / Count, (double)(after.Resident - before.Resident) / Count);
    }

    private static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }
}
