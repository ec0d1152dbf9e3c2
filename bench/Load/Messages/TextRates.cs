using System.Diagnostics;
using System.Net.Http.Json;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Load.Messages;

/// <summary>Texts through one connected client, from and to a phone of the simulator, which runs on the same machine.</summary>
internal sealed class TextRates(HttpClient control, BenchClient client, TextCounter received, Jid me, string partner)
{
    private const string Text = "Shall we meet at noon, by the old bridge, as we said";

    private const int PerRun = 5000;
    private const int WarmUpRuns = 3;
    private const int Runs = 5;

    /// <summary>As many wait for the server's confirmation at the same time; senders beyond that wait for room themselves.</summary>
    private const int AtOnce = 256;

    /// <summary>More than anyone sends: as fast as the phone can.</summary>
    private const int Unlimited = 1_000_000;

    private readonly Jid _partner = Jid.Parse($"{partner}@s.whatsapp.net");

    /// <param name="target">The server.</param>
    /// <param name="file">Devices.</param>
    /// <param name="device">Which of them it is.</param>
    /// <param name="controlUrl">The server's control API.</param>
    /// <param name="partner">The number of a new phone, with which it talks.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        Target target, string file, int device, Uri controlUrl, string partner, CancellationToken cancellation)
    {
        using var control = new HttpClient { BaseAddress = controlUrl };
        (await control.PostAsJsonAsync("phones", new { number = partner }, cancellation)).EnsureSuccessStatusCode();
        var store = (await Devices.ReadAsync(file, device, 1, cancellation))[0];
        var credentials = await store.LoadCredentialsAsync(cancellation);
        var received = new TextCounter();
        await using var client = new BenchClient(target, store, received.Take);
        await client.StartAsync(cancellation);
        return await new TextRates(control, client, received, credentials!.Id!.ToAccount(), partner).MeasureAsync(cancellation);
    }

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(CancellationToken cancellation)
    {
        var (receivedPerSecond, receivedCpu) = await RatesAsync(() => ReceiveAsync(cancellation));
        var (sentPerSecond, sentCpu) = await RatesAsync(() => SendAsync(cancellation));
        return new Dictionary<string, double>
        {
            ["texts_received_per_s"] = receivedPerSecond,
            ["text_received_cpu_us"] = receivedCpu,
            ["texts_sent_per_s"] = sentPerSecond,
            ["text_sent_cpu_us"] = sentCpu,
        };
    }

    private static async Task<(double PerSecond, double CpuMicroseconds)> RatesAsync(Func<Task> run)
    {
        for (var index = 0; index < WarmUpRuns; index++)
            await run();
        var runs = new List<(double PerSecond, double Cpu)>();
        for (var index = 0; index < Runs; index++)
        {
            var (begun, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await run();
            var taken = Stopwatch.GetElapsedTime(begun);
            runs.Add((PerRun / taken.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / PerRun));
        }

        return (Median.Of(runs, static one => one.PerSecond), Median.Of(runs, static one => one.Cpu));
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var all = received.ExpectAsync(PerRun);
        var load = new { to = me.User, text = Text, count = PerRun, perSecond = Unlimited };
        (await control.PostAsJsonAsync($"phones/{partner}/load", load, cancellation)).EnsureSuccessStatusCode();
        await all.WaitAsync(cancellation);
    }

    private Task SendAsync(CancellationToken cancellation) => Parallel.ForAsync(
        0,
        PerRun,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (index, stop) => await client.Messages.SendAsync(
            _partner, new TextContent($"{Text} {index}"), null, stop));
}
