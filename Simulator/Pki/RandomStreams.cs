using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Pki;

/// <summary>
/// Streams of random bytes, one for each purpose: what clients do must change neither the root key of a seed, nor its certificate, nor
/// the keys of its phones.
/// </summary>
internal static class RandomStreams
{
    private const ulong PerSeed = 16;

    /// <param name="options">With or without a seed.</param>
    /// <param name="stream">For what.</param>
    /// <param name="state">Has a seed for what must stay the same over restarts.</param>
    public static IRandomSource Open(SimulatorOptions options, RandomStream stream, StateFile? state = null) =>
        (options.Seed ?? state?.Loaded.IdentitySeed) is { } seed
        ? new SeededRandomSource(unchecked((PerSeed * seed) + (ulong)stream))
        : SystemRandomSource.Instance;
}

/// <summary>What random bytes are for.</summary>
internal enum RandomStream
{
    /// <summary>Handshakes, references and ids.</summary>
    Clients,

    /// <summary>Root, intermediate and static Noise key.</summary>
    Identity,

    /// <summary>Keys and hidden ids of phones.</summary>
    Phones,

    /// <summary>The TLS certificate.</summary>
    Tls,

    /// <summary>What faults do at random.</summary>
    Faults,

    /// <summary>Invitation codes of groups.</summary>
    Groups,
}
