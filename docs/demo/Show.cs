using System.Diagnostics;

namespace Wasilo.Demo;

/// <summary>Goes through the steps, says what each does and how long it took, and counts them.</summary>
internal sealed class Show
{
    /// <summary>Steps that have passed.</summary>
    public int Passed { get; private set; }

    /// <summary>Runs a step.</summary>
    /// <param name="title">What happens, for those who watch.</param>
    /// <param name="step">Gives what came of it.</param>
    /// <exception cref="StepFailedException">It failed.</exception>
    public async Task StepAsync(string title, Func<Task<string>> step)
    {
        Console.WriteLine();
        Console.WriteLine($"{Passed + 1}. {title}");
        var watch = Stopwatch.StartNew();
        try
        {
            var outcome = await step();
            Console.WriteLine($"   {outcome} ({Elapsed(watch.Elapsed)})");
            Passed++;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            throw new StepFailedException($"Step {Passed + 1} failed after {Elapsed(watch.Elapsed)}: {problem.Message}", problem);
        }
    }

    /// <summary>Asks until the answer is there.</summary>
    /// <exception cref="TimeoutException">It isn't after <paramref name="seconds"/>.</exception>
    public static async Task<T> UntilAsync<T>(string what, int seconds, Func<Task<T?>> ask, CancellationToken cancellation)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
                return answer;
            if (watch.Elapsed > TimeSpan.FromSeconds(seconds))
                throw new TimeoutException($"{what}: not within {seconds} s.");
            await Task.Delay(20, cancellation);
        }
    }

    private static string Elapsed(TimeSpan time) => time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0} ms" : $"{time.TotalSeconds:0.0} s";
}
