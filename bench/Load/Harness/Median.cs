namespace Wasilo.Load.Harness;

/// <summary>The middle of several runs: one disturbed run doesn't move it.</summary>
internal static class Median
{
    public static double Of<T>(IReadOnlyCollection<T> runs, Func<T, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
