using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Support;

/// <summary>Things of the engine to be stored.</summary>
internal static class Samples
{
    public static readonly SignalAddress Alice = new("15550000001", 0);
    public static readonly SignalAddress AliceLaptop = new("15550000001", 7);
    public static readonly SignalAddress HiddenBob = new("99887766_1", 3);
    public static readonly Jid Group = Jid.Parse("120363000000000001@g.us");
    public static readonly Jid Phone = Jid.Parse("15550000001@s.whatsapp.net");
    public static readonly Jid Lid = Jid.Parse("99887766@lid");

    private static readonly SeededRandomSource Random = new(20261120);
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 34, 56, 789, TimeSpan.Zero);

    public static KeyPair Pair() => KeyPair.Generate(Random);

    /// <summary>Credentials of a paired device with every field set to something of its own.</summary>
    public static Credentials FullCredentials()
    {
        var fresh = Credentials.Generate(Random, Now);
        return fresh with
        {
            EarlierSignedPreKeys = [SignedKey(8), SignedKey(7)],
            NextPreKeyId = 813,
            FirstPreKeyToUpload = 801,
            Id = Jid.Parse("15550000009:12@s.whatsapp.net"),
            Lid = Jid.Parse("123456789:12@lid"),
            Account = new byte[] { 1, 2, 3 },
            Platform = "android",
            BusinessName = "Ça va GmbH",
            PushName = "Ada 🦜",
            RoutingInfo = new byte[] { 8, 2, 8, 5 },
            AccountSyncedAt = "1790000000",
            KeysCheckedAt = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
        };
    }

    public static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        Random.Fill(bytes);
        return bytes;
    }

    public static StoreDelta Ratchet(SignalAddress address, byte[]? record) => new()
    {
        Sessions = [(address, record is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(record))],
    };

    public static byte[] PrivateKey(KeyPair pair)
    {
        byte[] key = new byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(key);
        return key;
    }

    private static SignedPreKey SignedKey(uint id) =>
        Credentials.Generate(Random, Now.AddDays(-id)).SignedPreKey with { Id = id };
}
