using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// The first agreement ("The X3DH Key Agreement Protocol", Signal 2016): identities vouch for each other, prekeys for fresh secrets.
/// </summary>
internal static class X3dh
{
    private const int MaxSecrets = 4;

    /// <summary>Of whoever writes first.</summary>
    /// <exception cref="SignalKeyException">A key of the bundle gives no secret.</exception>
    internal static void Initiate(KeyPair identity, KeyPair baseKey, PreKeyBundle bundle, out Key32 root)
    {
        Span<byte> secrets = stackalloc byte[MaxSecrets * Key32.Length];
        Agree(identity, bundle.SignedPreKey, secrets);
        Agree(baseKey, bundle.Identity, secrets[Key32.Length..]);
        Agree(baseKey, bundle.SignedPreKey, secrets[(2 * Key32.Length)..]);
        if (bundle.PreKey is { } preKey)
            Agree(baseKey, preKey, secrets[(3 * Key32.Length)..]);
        Derive(secrets, bundle.PreKey is not null, out root);
    }

    /// <summary>Of whoever made the prekeys.</summary>
    /// <exception cref="SignalKeyException">A key of the message gives no secret.</exception>
    internal static void Respond(
        KeyPair identity, KeyPair signedPreKey, KeyPair? preKey, in PublicKey theirIdentity, in PublicKey theirBaseKey, out Key32 root)
    {
        Span<byte> secrets = stackalloc byte[MaxSecrets * Key32.Length];
        Agree(signedPreKey, theirIdentity, secrets);
        Agree(identity, theirBaseKey, secrets[Key32.Length..]);
        Agree(signedPreKey, theirBaseKey, secrets[(2 * Key32.Length)..]);
        if (preKey is not null)
            Agree(preKey, theirBaseKey, secrets[(3 * Key32.Length)..]);
        Derive(secrets, preKey is not null, out root);
    }

    // The first chain key would be for messages that the responder sends with its signed prekey as ratchet key. It never does: it has
    // heard a ratchet key of the other side before it sends anything.
    private static void Derive(Span<byte> secrets, bool hasPreKey, out Key32 root)
    {
        Span<byte> master = stackalloc byte[(1 + MaxSecrets) * Key32.Length];
        master[..Key32.Length].Fill(0xFF);
        secrets.CopyTo(master[Key32.Length..]);
        KeySchedule.Begin(hasPreKey ? master : master[..^Key32.Length], out root, out _);
        CryptographicOperations.ZeroMemory(master);
        CryptographicOperations.ZeroMemory(secrets);
    }

    private static void Agree(KeyPair ours, in PublicKey theirs, Span<byte> secret)
    {
        try
        {
            ours.Agree(theirs, secret[..Key32.Length]);
        }
        catch (InvalidKeyException e)
        {
            throw new SignalKeyException("The other side's key gives no secret.", e);
        }
    }
}
