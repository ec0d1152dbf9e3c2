using System.Globalization;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.Load.Peers;

namespace Wasilo.Load.Messages;

/// <summary>The processes of this benchmark. Each measures one thing, says its figures in a line, and ends.</summary>
internal static class MessagesRoles
{
    public const string Name = "messages";

    /// <summary>No arguments.</summary>
    public const string Signal = "signal";

    /// <summary>Arguments: URL, root, devices, and how many idle clients there are in one measurement after the other.</summary>
    public const string Decrypt = "decrypt";

    /// <summary>Arguments: URL, root, devices, which of those it is, control API, the number of a new phone to talk with.</summary>
    public const string Texts = "texts";

    public static async Task RunAsync(string role, string[] arguments, CancellationToken cancellation)
    {
        var figures = (role, arguments) switch
        {
            (Signal, []) => await SignalTimings.MeasureAsync(),
            (Decrypt, [var url, var root, var file, .. var counts]) =>
                await DecryptTimings.MeasureAsync(Target.Of(url, root), file, Array.ConvertAll(counts, Number), cancellation),
            (Texts, [var url, var root, var file, var device, var control, var partner]) =>
                await TextRates.MeasureAsync(Target.Of(url, root), file, Number(device), new Uri(control), partner, cancellation),
            _ => throw new UsageException($"No child process of '{Name}' can be '{role} {string.Join(' ', arguments)}'."),
        };
        await Console.Out.WriteLineAsync(Figures.Write(figures));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
