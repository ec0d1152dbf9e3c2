using Google.Protobuf;
using Wasilo.Storage.Proto;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Engine;

/// <summary>Credentials as bytes, in the form of Proto/StoredCredentials.proto.</summary>
internal static class CredentialsCodec
{
    public static byte[] Encode(Credentials credentials)
    {
        var stored = new StoredCredentials
        {
            NoisePrivateKey = PrivateKey(credentials.NoiseKey),
            IdentityPrivateKey = PrivateKey(credentials.IdentityKey),
            SignedPrekey = Encode(credentials.SignedPreKey),
            EarlierSignedPrekeys = { credentials.EarlierSignedPreKeys.Select(Encode) },
            RegistrationId = credentials.RegistrationId,
            AdvSecret = Bytes(credentials.AdvSecret),
            NextPrekeyId = credentials.NextPreKeyId,
            FirstPrekeyToUpload = credentials.FirstPreKeyToUpload,
            Account = Bytes(credentials.Account),
            RoutingInfo = Bytes(credentials.RoutingInfo),
        };
        if (credentials.Id is { } id)
            stored.Id = id.ToString();
        if (credentials.Lid is { } lid)
            stored.Lid = lid.ToString();
        if (credentials.Platform is { } platform)
            stored.Platform = platform;
        if (credentials.BusinessName is { } businessName)
            stored.BusinessName = businessName;
        if (credentials.PushName is { } pushName)
            stored.PushName = pushName;
        if (credentials.AccountSyncedAt is { } accountSyncedAt)
            stored.AccountSyncedAt = accountSyncedAt;
        if (credentials.KeysCheckedAt is { } keysCheckedAt)
            stored.KeysCheckedTicks = keysCheckedAt.UtcTicks;
        return stored.ToByteArray();
    }

    /// <exception cref="FormatException">They aren't credentials.</exception>
    public static Credentials Decode(byte[] bytes)
    {
        try
        {
            return Decode(StoredCredentials.Parser.ParseFrom(bytes));
        }
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidKeyException or ArgumentException)
        {
            throw new FormatException("They have no form that this version of Wasilo knows.", problem);
        }
    }

    private static Credentials Decode(StoredCredentials stored) => new()
    {
        NoiseKey = KeyPair.FromPrivateKey(stored.NoisePrivateKey.Span),
        IdentityKey = KeyPair.FromPrivateKey(stored.IdentityPrivateKey.Span),
        SignedPreKey = Decode(stored.SignedPrekey ?? throw new FormatException("They have no signed prekey.")),
        EarlierSignedPreKeys = [.. stored.EarlierSignedPrekeys.Select(Decode)],
        RegistrationId = stored.RegistrationId,
        AdvSecret = stored.AdvSecret.Memory,
        NextPreKeyId = stored.NextPrekeyId,
        FirstPreKeyToUpload = stored.FirstPrekeyToUpload,
        Id = stored.HasId ? Jid.Parse(stored.Id) : null,
        Lid = stored.HasLid ? Jid.Parse(stored.Lid) : null,
        Account = stored.Account.Memory,
        Platform = stored.HasPlatform ? stored.Platform : null,
        BusinessName = stored.HasBusinessName ? stored.BusinessName : null,
        PushName = stored.HasPushName ? stored.PushName : null,
        RoutingInfo = stored.RoutingInfo.Memory,
        AccountSyncedAt = stored.HasAccountSyncedAt ? stored.AccountSyncedAt : null,
        KeysCheckedAt = stored.HasKeysCheckedTicks ? new DateTimeOffset(stored.KeysCheckedTicks, TimeSpan.Zero) : null,
    };

    private static StoredSignedPreKey Encode(SignedPreKey key) => new()
    {
        Id = key.Id,
        PrivateKey = PrivateKey(key.Key),
        Signature = Bytes(key.Signature),
        CreatedTicks = key.Created.UtcTicks,
    };

    private static SignedPreKey Decode(StoredSignedPreKey stored) => new(
        stored.Id,
        KeyPair.FromPrivateKey(stored.PrivateKey.Span),
        stored.Signature.Memory,
        new DateTimeOffset(stored.CreatedTicks, TimeSpan.Zero));

    private static ByteString PrivateKey(KeyPair pair)
    {
        byte[] key = new byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(key);
        return UnsafeByteOperations.UnsafeWrap(key);
    }

    private static ByteString Bytes(ReadOnlyMemory<byte> bytes) => ByteString.CopyFrom(bytes.Span);
}
