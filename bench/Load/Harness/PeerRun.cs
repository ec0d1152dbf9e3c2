using System.Diagnostics;
using Wasilo.Load.Processes;
using Wasilo.Reporting;

namespace Wasilo.Load.Harness;

/// <summary>Runs the same benchmark of the same program, built against what we compare ourselves with.</summary>
internal static class PeerRun
{
    public static async Task<BenchReport> MeasureAsync(string assembly, string benchmark, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync("Now the peer:");
        var start = new ProcessStartInfo(ChildProcess.DotNet, ["exec", assembly, benchmark, "--json"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var last = output.TrimEnd().Split('\n')[^1];
            return process.ExitCode == 0
                ? BenchReport.Parse(last)
                : throw new InvalidOperationException($"The peer's run ended with exit code {process.ExitCode}; what it said is above.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
