using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Wasilo.Testing;

/// <summary>Waits for what happens soon but not at once. Fails, and says what it waited for, when the deadline is over.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    public static Task TrueAsync(
        Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), deadline, what);

    /// <summary>Waits until the condition holds.</summary>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var limit = deadline ?? DefaultDeadline;
        var watch = Stopwatch.StartNew();
        while (!await condition().ConfigureAwait(false))
        {
            if (watch.Elapsed > limit)
                throw new TimeoutException($"Not true after {limit.TotalSeconds:0.#} s: {what}");
            await Task.Delay(Interval).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the assertion until it throws no more; then the last exception is the failure.</summary>
    public static async Task PassesAsync(Func<Task> assertion, TimeSpan? deadline = null)
    {
        var limit = deadline ?? DefaultDeadline;
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertion().ConfigureAwait(false);
                return;
            }
            catch (Exception) when (watch.Elapsed < limit)
            {
                await Task.Delay(Interval).ConfigureAwait(false);
            }
        }
    }
}
