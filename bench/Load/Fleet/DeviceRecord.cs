using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Fleet;

/// <summary>A linked device as a line of a file that our clients and the peer's read alike.</summary>
internal sealed record DeviceRecord(
    string Id,
    string Lid,
    string Name,
    string Platform,
    KeyRecord Noise,
    KeyRecord Identity,
    uint RegistrationId,
    byte[] AdvSecret,
    byte[] Account,
    KeyRecord SignedPreKey,
    byte[] SignedPreKeySignature,
    DateTimeOffset SignedPreKeyCreated,
    IReadOnlyList<KeyRecord> PreKeys)
{
    public static DeviceRecord Of(Companion companion)
    {
        var credentials = companion.Credentials;
        var signed = credentials.SignedPreKey;
        return new DeviceRecord(
            credentials.Id!.ToString(),
            credentials.Lid!.ToString(),
            credentials.PushName!,
            credentials.Platform!,
            KeyRecord.Of(0, credentials.NoiseKey),
            KeyRecord.Of(0, credentials.IdentityKey),
            credentials.RegistrationId,
            credentials.AdvSecret.ToArray(),
            credentials.Account.ToArray(),
            KeyRecord.Of(signed.Id, signed.Key),
            signed.Signature.ToArray(),
            signed.Created,
            [.. companion.PreKeys.Select(static key => KeyRecord.Of(key.Id, key.Key))]);
    }

    /// <summary>As a store that a client logs in with.</summary>
    public async Task<InMemoryStore> ToStoreAsync()
    {
        var next = PreKeys.Max(static key => key.Id) + 1;
        var credentials = new Credentials
        {
            Id = Jid.Parse(Id),
            Lid = Jid.Parse(Lid),
            PushName = Name,
            Platform = Platform,
            NoiseKey = Noise.ToPair(),
            IdentityKey = Identity.ToPair(),
            RegistrationId = RegistrationId,
            AdvSecret = AdvSecret,
            Account = Account,
            SignedPreKey = new SignedPreKey(SignedPreKey.Id, SignedPreKey.ToPair(), SignedPreKeySignature, SignedPreKeyCreated),
            NextPreKeyId = next,
            FirstPreKeyToUpload = next,
        };
        var store = new InMemoryStore();
        var delta = new StoreDelta
        {
            Credentials = credentials,
            AddedPreKeys = [.. PreKeys.Select(static key => new PreKey(key.Id, key.ToPair()))],
        };
        await store.CommitAsync(delta, store.TakeOver(), CancellationToken.None);
        return store;
    }
}

/// <summary>A key pair, with its id where it has one.</summary>
internal sealed record KeyRecord(uint Id, byte[] Private, byte[] Public)
{
    public static KeyRecord Of(uint id, KeyPair pair)
    {
        var privateKey = new byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(privateKey);
        return new KeyRecord(id, privateKey, pair.PublicKey.ToRaw());
    }

    public KeyPair ToPair() => KeyPair.FromPrivateKey(Private);
}
