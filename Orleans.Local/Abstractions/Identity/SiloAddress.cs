using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>
/// One life of one silo: its endpoint and the generation it was started with, written <c>127.0.0.1:11111@17</c>.
/// A silo that restarts on the same port is another silo.
/// </summary>
[GenerateSerializer]
[Immutable]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    // Generations are seconds since this moment, which keeps them positive until 2090; Orleans counts from 2010 as well.
    private static readonly DateTimeOffset GenerationEpoch = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>Where the silo listens for other silos.</summary>
    [Id(0)]
    public IPEndPoint Endpoint { get; }

    /// <summary>Distinguishes the silo from earlier ones at the same endpoint; grows with each start.</summary>
    [Id(1)]
    public int Generation { get; }

    /// <summary>The address of a silo life.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    /// <summary>The address of a silo life.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>A generation for a silo that starts now.</summary>
    public static int AllocateNewGeneration() => (int)(TimeProvider.System.GetUtcNow() - GenerationEpoch).TotalSeconds;

    /// <summary>The inverse of <see cref="FromParsableString"/>.</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Address}:{Endpoint.Port}@{Generation}");

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException"><paramref name="addr"/> is not of the form <c>ip:port@generation</c>.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr);

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException"><paramref name="value"/> is not of the form <c>ip:port@generation</c>.</exception>
    public static SiloAddress Parse(string value) =>
        TryParse(value, out var address) ? address : throw new FormatException($"'{value}' is not a silo address: expected ip:port@generation.");

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        var at = value?.LastIndexOf('@') ?? -1;
        if (at < 0)
            return false;
        var colon = value!.LastIndexOf(':', at);
        if (colon < 0
            || !IPAddress.TryParse(value.AsSpan(0, colon), out var host)
            || !ushort.TryParse(value.AsSpan((colon + 1)..at), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !int.TryParse(value.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        result = New(host, port, generation);
        return true;
    }

    /// <summary>A hash that is equal in all processes.</summary>
    public int GetConsistentHashCode() => (int)StableHash.ComputeHash(System.Text.Encoding.UTF8.GetBytes(ToParsableString()));

    /// <inheritdoc />
    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc />
    public override int GetHashCode() => Endpoint.GetHashCode() ^ Generation;

    /// <inheritdoc />
    public int CompareTo(SiloAddress? other) => other is null ? 1 : string.CompareOrdinal(ToParsableString(), other.ToParsableString());

    /// <inheritdoc />
    public override string ToString() => $"S{Endpoint}:{Generation}";
}
