using System.Globalization;

namespace Wasilo.Load.Grains;

/// <summary>Memory per activation.</summary>
/// <param name="HeapBytes">Live objects after a full collection.</param>
/// <param name="ResidentBytes">The process' resident memory, with what the collector keeps in reserve.</param>
internal sealed record ActivationWeight(double HeapBytes, double ResidentBytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{HeapBytes} {ResidentBytes}");

    public static ActivationWeight Parse(string line)
    {
        var parts = line.Split(' ');
        return new ActivationWeight(
            double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
