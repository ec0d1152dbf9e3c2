using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Client;

/// <summary>Attributes that are numbers or times; what isn't one is null.</summary>
internal static class NodeValues
{
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    internal static int? Number(this Node node, string key) =>
        int.TryParse(node[key], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A time in Unix seconds. 0 stands for none.</summary>
    internal static DateTimeOffset? Time(this Node node, string key) =>
        long.TryParse(node[key], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds > 0 && seconds <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>A duration in seconds.</summary>
    internal static TimeSpan? Seconds(this Node node, string key) => node.Number(key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
