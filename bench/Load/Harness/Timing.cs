using System.Diagnostics;

namespace Wasilo.Load.Harness;

/// <summary>How long a short call takes.</summary>
/// <remarks>By many short runs: on a machine that others use too, most of them pass without an interruption.</remarks>
internal static class Timing
{
    private const int Runs = 99;

    /// <summary>Until tiered compilation has seen the call, rebuilt it with its profile and is out of the way.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RunTime = TimeSpan.FromMilliseconds(2);

    /// <summary>The median of several runs, in microseconds.</summary>
    public static double Microseconds(Action call)
    {
        var perRun = Math.Max(1, (int)(RunTime / Once(call, WarmUp)));
        var runs = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var index = 0; index < perRun; index++)
                call();

            runs[run] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / perRun;
        }

        return Median.Of(runs, static run => run);
    }

    private static TimeSpan Once(Action call, TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            call();
            count++;
        }

        return Stopwatch.GetElapsedTime(begun) / count;
    }
}
