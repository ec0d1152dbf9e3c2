namespace Wasilo.WhatsApp.Randomness;

/// <summary>
/// Where the engine takes its random bytes from: keys, ids, padding, jitter. Injected, so that a test can replay a run from one seed.
/// </summary>
/// <remarks>Implementations must allow calls from several threads at once.</remarks>
public interface IRandomSource
{
    /// <summary>Overwrites all of <paramref name="destination"/> with random bytes.</summary>
    void Fill(Span<byte> destination);
}
