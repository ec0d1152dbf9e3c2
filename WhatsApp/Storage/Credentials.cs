using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Storage;

/// <summary>What makes a device that device: its keys and, once it is paired, its account. Nothing secret is in its text.</summary>
public sealed record Credentials
{
    /// <summary>Ids of prekeys have three bytes on the wire.</summary>
    internal const uint HighestPreKeyId = 0xFFFFFF;

    // Registration ids have 14 bits; 0 reads as "none" in some implementations.
    private const uint HighestRegistrationId = 0x3FFF;
    private const int AdvSecretLength = 32;

    /// <summary>By which the server knows the device again when it connects.</summary>
    public required KeyPair NoiseKey { get; init; }

    /// <summary>The device's Signal identity.</summary>
    public required KeyPair IdentityKey { get; init; }

    /// <summary>The signed prekey that the server hands out.</summary>
    public required SignedPreKey SignedPreKey { get; init; }

    /// <summary>Earlier ones, the latest first: others may have fetched them and not written yet.</summary>
    public IReadOnlyList<SignedPreKey> EarlierSignedPreKeys { get; init; } = [];

    /// <summary>A number that tells installations on the same device apart, 1 to 16383.</summary>
    public required uint RegistrationId { get; init; }

    /// <summary>Shared with the phone by the QR code, or by the pairing code's exchange; proves that the phone did the pairing.</summary>
    public required ReadOnlyMemory<byte> AdvSecret { get; init; }

    /// <summary>The id of the next one-time prekey.</summary>
    public uint NextPreKeyId { get; init; } = 1; // 0 reads as "none" in libsignal for Node

    /// <summary>The first one-time prekey that the server may not have; equal to <see cref="NextPreKeyId"/> if it has all.</summary>
    public uint FirstPreKeyToUpload { get; init; } = 1;

    /// <summary>The device's address by phone number; null until it is paired.</summary>
    public Jid? Id { get; init; }

    /// <summary>The device's address by hidden id.</summary>
    public Jid? Lid { get; init; }

    /// <summary>The signed device identity, encoded, with the account's key and the device's signature in it.</summary>
    public ReadOnlyMemory<byte> Account { get; init; }

    /// <summary>What the phone runs: android, iphone, smba, smbi.</summary>
    public string? Platform { get; init; }

    /// <summary>The account's business name, if it is a business.</summary>
    public string? BusinessName { get; init; }

    /// <summary>The name that the account shows to others.</summary>
    public string? PushName { get; init; }

    /// <summary>Which of its servers WhatsApp wants this device to come to.</summary>
    public ReadOnlyMemory<byte> RoutingInfo { get; init; }

    /// <summary>When the account's last change was that the server reported, as the server writes it; null before the first.</summary>
    public string? AccountSyncedAt { get; init; }

    /// <summary>When the server's digest of our keys was last compared with them; null before the first time.</summary>
    public DateTimeOffset? KeysCheckedAt { get; init; }

    /// <summary>Whether the device belongs to an account.</summary>
    public bool IsPaired => Id is not null;

    /// <summary>New keys, for a device that is to be paired.</summary>
    public static Credentials Generate(IRandomSource random, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(random);
        var identity = KeyPair.Generate(random);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        random.Fill(number);
        byte[] advSecret = new byte[AdvSecretLength];
        random.Fill(advSecret);
        return new Credentials
        {
            NoiseKey = KeyPair.Generate(random),
            IdentityKey = identity,
            SignedPreKey = SignedPreKey.Generate(1, identity, random, now),
            RegistrationId = 1 + BitConverter.ToUInt32(number) % HighestRegistrationId,
            AdvSecret = advSecret,
        };
    }

    /// <summary>Says whose device it is.</summary>
    public override string ToString() => $"Credentials of {Id?.ToString() ?? "an unpaired device"}";
}
