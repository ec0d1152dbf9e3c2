using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Signal;

/// <summary>How keys come from keys: of sessions ("The Double Ratchet Algorithm", Signal 2016) and of sender keys.</summary>
internal static class KeySchedule
{
    internal const int MessageKeysLength = 80;
    internal const int GroupKeysLength = 48;

    private static ReadOnlySpan<byte> SeedInput => [0x01];

    private static ReadOnlySpan<byte> NextInput => [0x02];

    /// <summary>What the keys of a chain's next message are made of.</summary>
    internal static void Seed(ReadOnlySpan<byte> chainKey, Span<byte> seed) => HMACSHA256.HashData(chainKey, SeedInput, seed);

    /// <summary>One message further.</summary>
    internal static void Advance(ref Key32 chainKey) => HMACSHA256.HashData(chainKey, NextInput, chainKey);

    /// <summary>The first root key and chain key, of the secrets that X3DH agreed on.</summary>
    internal static void Begin(ReadOnlySpan<byte> master, out Key32 root, out Key32 chain) =>
        Split(master, default, "WhisperText"u8, out root, out chain);

    /// <summary>The next root key, and the chain key of a new ratchet key.</summary>
    internal static void Ratchet(ReadOnlySpan<byte> root, ReadOnlySpan<byte> agreed, out Key32 nextRoot, out Key32 chain) =>
        Split(agreed, root, "WhisperRatchet"u8, out nextRoot, out chain);

    /// <summary>Cipher key (32), MAC key (32) and IV (16) of a message between two devices.</summary>
    internal static void MessageKeys(ReadOnlySpan<byte> seed, Span<byte> keys) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, keys, default, "WhisperMessageKeys"u8);

    /// <summary>IV (16) and cipher key (32) of a group message.</summary>
    internal static void GroupKeys(ReadOnlySpan<byte> seed, Span<byte> keys) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, keys, default, "WhisperGroup"u8);

    private static void Split(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, out Key32 first, out Key32 second)
    {
        Span<byte> both = stackalloc byte[2 * Key32.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, both, salt, info);
        first = Key32.From(both);
        second = Key32.From(both[Key32.Length..]);
        CryptographicOperations.ZeroMemory(both);
    }
}
