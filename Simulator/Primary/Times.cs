using System.Globalization;

namespace Wasilo.Simulator.Primary;

/// <summary>Times as stanzas have them.</summary>
internal static class Times
{
    public static long Seconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
}
