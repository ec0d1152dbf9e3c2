using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Wasilo.Micro;

/// <summary>How BenchmarkDotNet runs here.</summary>
internal static class MicroConfig
{
    /// <summary>In this process, because BenchmarkDotNet looks for a project of the assembly's name, and ours have a prefix.</summary>
    public static IConfig Create(ILogger logger) => ManualConfig.CreateEmpty()
        .AddLogger(logger)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddAnalyser([.. DefaultConfig.Instance.GetAnalysers()])
        .AddValidator([.. DefaultConfig.Instance.GetValidators()])
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
}
