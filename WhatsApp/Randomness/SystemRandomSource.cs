using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Randomness;

/// <summary>The operating system's cryptographic generator: the one to use outside of tests.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    private SystemRandomSource()
    {
    }

    /// <summary>The only instance: it has no state.</summary>
    public static SystemRandomSource Instance { get; } = new();

    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
