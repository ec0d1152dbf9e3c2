using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>The server's digest of our keys: registration, identity and signed prekey, and one hash over all public keys.</summary>
/// <remarks><code>hash = SHA-1(identity || signed prekey || its signature || one-time prekeys in the order of the list)</code></remarks>
internal static class KeyDigest
{
    /// <summary>Whether it is of our keys. Parts that the server leaves out are no difference; one-time keys that we lack are.</summary>
    internal static async Task<bool> MatchesAsync(Node digest, CredentialKeeper keeper)
    {
        var credentials = keeper.Current;
        if (KeyNodes.ReadNumber(digest.Child("registration")) is { } registration && registration != credentials.RegistrationId)
            return false;
        if (digest.Child("identity") is { } identity && !identity.Bytes.Span.SequenceEqual(credentials.IdentityKey.PublicKey.Bytes))
            return false;
        if (KeyNodes.ReadNumber(digest.Child("skey")?.Child("id")) is { } signed && signed != credentials.SignedPreKey.Id)
            return false;
        return digest.Child("hash") is not { } hash || digest.Child("list") is not { } list
            || await HashAsync(list, keeper) is { } ours && hash.Bytes.Span.SequenceEqual(ours);
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The server's choice.")]
    private static async Task<byte[]?> HashAsync(Node list, CredentialKeeper keeper)
    {
        uint[] ids = [.. list.ChildrenTagged("id").Select(KeyNodes.ReadNumber).OfType<uint>()];
        var credentials = keeper.Current;
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(credentials.IdentityKey.PublicKey.Bytes);
        sha1.AppendData(credentials.SignedPreKey.Key.PublicKey.Bytes);
        sha1.AppendData(credentials.SignedPreKey.Signature.Span);
        if (ids.Length == 0)
            return sha1.GetHashAndReset();

        uint first = ids.Min();
        if (ids.Max() - first >= credentials.NextPreKeyId)
            return null; // ids that we never gave out
        var keys = await keeper.Store.LoadPreKeysAsync(first, (int)(ids.Max() - first) + 1, CancellationToken.None);
        var byId = keys.ToDictionary(key => key.Id);
        foreach (uint id in ids)
        {
            if (!byId.TryGetValue(id, out var key))
                return null;
            sha1.AppendData(key.Key.PublicKey.Bytes);
        }

        return sha1.GetHashAndReset();
    }
}
