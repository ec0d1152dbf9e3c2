using System.Diagnostics;

namespace Wasilo.Load.Harness;

/// <summary>Runs that can't be the same call again and again, because each leaves things changed.</summary>
/// <remarks>
/// Many short ones, of a millisecond or two: on a machine that others use too, most of them pass without an interruption, and the median is
/// one of those.
/// </remarks>
internal static class Repeated
{
    private const int Runs = 99;

    /// <summary>Until tiered compilation has seen the code, rebuilt it with its profile and is out of the way.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median of several runs after a warm-up, by each figure that a run gives.</summary>
    public static async Task<double[]> MedianAsync(Func<Task<double[]>> run)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < WarmUp)
            await run();
        var runs = new List<double[]>();
        for (var index = 0; index < Runs; index++)
            runs.Add(await run());
        return [.. Enumerable.Range(0, runs[0].Length).Select(figure => Median.Of(runs, one => one[figure]))];
    }

    /// <summary>How long one of several calls takes that follow each other, in microseconds.</summary>
    public static async Task<double> MicrosecondsAsync(int count, Func<int, Task> call)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var index = 0; index < count; index++)
            await call(index);
        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / count;
    }
}
