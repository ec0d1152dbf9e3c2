namespace Wasilo.Load.Grains;

/// <summary>The callers of the call benchmarks.</summary>
internal static class EchoCallers
{
    /// <summary>
    /// Each calls a grain of its own. Enough to keep two cores and a socket busy; with many more, a call's time would be
    /// little but its wait for the others.
    /// </summary>
    private const int Count = 100;

    public static Func<Task>[] Of(IGrainFactory grains) =>
    [
        .. Enumerable.Range(0, Count).Select(number =>
        {
            var grain = grains.GetGrain<IEchoGrain>($"echo-{number}");
            return (Func<Task>)(() => grain.Echo(number));
        }),
    ];
}
