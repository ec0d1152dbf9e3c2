using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Pki;

/// <summary>The simulator's own root, and the static key and certificates that it shows its clients.</summary>
internal sealed class ServerIdentity
{
    // A clock that is a little behind must not refuse a fresh chain.
    private static readonly TimeSpan Backdating = TimeSpan.FromDays(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    private ServerIdentity(PublicKey root, KeyPair key, byte[] certificateChain)
    {
        Root = root;
        Key = key;
        CertificateChain = certificateChain;
    }

    /// <summary>What clients are told to trust.</summary>
    public PublicKey Root { get; }

    /// <summary>The static Noise key.</summary>
    public KeyPair Key { get; }

    /// <summary>Root over intermediate over <see cref="Key"/>, encoded.</summary>
    public byte[] CertificateChain { get; }

    public static ServerIdentity Create(IRandomSource random, DateTimeOffset now)
    {
        var root = KeyPair.Generate(random);
        var intermediate = KeyPair.Generate(random);
        var key = KeyPair.Generate(random);
        var authority = new CertificateAuthority(root, intermediate, now - Backdating, now + Lifetime, random);
        return new ServerIdentity(authority.Root, key, authority.Issue(key.PublicKey));
    }
}
