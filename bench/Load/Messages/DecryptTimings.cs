using System.Globalization;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Load.Messages;

/// <summary>Texts that come in order, decrypted and read; alone in the process, and beside clients that have nothing to do.</summary>
internal static class DecryptTimings
{
    /// <summary>How many share a commit when many come: as many as the engine takes at once.</summary>
    private const int Batch = Inbox.BatchSize;

    private const int PerRun = 2 * Batch;

    /// <summary>What clients do of their own after the login is over by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <param name="target">Where idle clients are connected to.</param>
    /// <param name="file">Their devices.</param>
    /// <param name="counts">How many of them there are, in one measurement after the other; growing.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        Target target, string file, IReadOnlyList<int> counts, CancellationToken cancellation)
    {
        var (one, other) = await SignalDevice.MeetAsync();
        var alone = await MeasureAsync(one, other, 1);
        var batched = await MeasureAsync(one, other, Batch);
        var figures = new Dictionary<string, double>
        {
            ["decrypt_us"] = alone[0],
            ["decrypt_alloc_bytes"] = alone[1],
            ["decrypt_batched_us"] = batched[0],
            ["decrypt_batched_alloc_bytes"] = batched[1],
        };
        await using var clients = new ClientGroup(target, file);
        var there = 0;
        foreach (var count in counts)
        {
            await clients.AddAsync(there, count - there, cancellation);
            there = count;
            await Task.Delay(Settling, cancellation);
            figures[string.Create(CultureInfo.InvariantCulture, $"decrypt_beside_{count}_us")] = (await MeasureAsync(one, other, 1))[0];
            if (count - clients.Connected is var lost and > 0)
                throw new InvalidOperationException($"{lost} of {count} clients weren't connected; these aren't figures beside idle ones.");
        }

        return figures;
    }

    // Microseconds and bytes for each text.
    private static Task<double[]> MeasureAsync(SignalDevice one, SignalDevice other, int batch)
    {
        var messages = new SignalCiphertext[PerRun];
        return Repeated.MedianAsync(async () =>
        {
            for (var index = 0; index < PerRun; index++)
                messages[index] = await one.EncryptAsync(other.Address);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var microseconds = await Repeated.MicrosecondsAsync(
                PerRun / batch, index => other.DecryptAsync(one.Address, messages.AsMemory(index * batch, batch)));
            return [microseconds / batch, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)PerRun];
        });
    }
}
