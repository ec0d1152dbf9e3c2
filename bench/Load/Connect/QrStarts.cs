using System.Diagnostics;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Connect;

/// <summary>New devices until they show a QR code: alone, and many at once.</summary>
internal static class QrStarts
{
    private const int AtOnce = 50;
    private const int WarmUpRounds = 40;
    private const int Alone = 200;
    private const int Rounds = 20;

    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(Target target, CancellationToken cancellation)
    {
        for (var round = 0; round < WarmUpRounds; round++)
            await TogetherAsync(target, cancellation);

        var alone = new List<TimeSpan>();
        for (var start = 0; start < Alone; start++)
            alone.Add(await StartAsync(target, cancellation));

        var together = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
            together.AddRange(await TogetherAsync(target, cancellation));

        return new Dictionary<string, double>
        {
            ["start_to_qr_p50_ms"] = Percentiles.Of(alone, 0.5),
            ["start_to_qr_50_at_once_p50_ms"] = Percentiles.Of(together, 0.5),
            ["start_to_qr_50_at_once_p99_ms"] = Percentiles.Of(together, 0.99),
        };
    }

    private static Task<TimeSpan[]> TogetherAsync(Target target, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => StartAsync(target, cancellation), cancellation)));

    private static async Task<TimeSpan> StartAsync(Target target, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var client = new BenchClient(target, new InMemoryStore());
        await client.StartAsync(cancellation);
        return Stopwatch.GetElapsedTime(begun);
    }
}
