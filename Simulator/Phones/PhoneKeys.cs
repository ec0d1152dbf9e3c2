using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Wasilo.Simulator.State;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Phones;

/// <summary>
/// The phone's own Signal keys beside its identity. All follow from the account's private key: the supply of one-time prekeys has no end
/// (Baileys takes one of every phone at each look at a device list) and takes no memory.
/// </summary>
internal sealed class PhoneKeys
{
    private const uint SignedId = 1;
    private const uint LastPrekeyId = (1 << 24) - 1;

    private readonly byte[] _secret = new byte[KeyPair.PrivateKeyLength];
    private readonly Changes _changes;
    private uint _given;

    public PhoneKeys(KeyPair account, Changes changes, uint given)
    {
        account.ExportPrivateKey(_secret);
        _changes = changes;
        _given = given;
        Span<byte> id = stackalloc byte[sizeof(ushort)];
        Derive("registration id", 0, id);
        RegistrationId = (BinaryPrimitives.ReadUInt16LittleEndian(id) & 0x3fffu) | 1; // 14 bits, as phones have it, and never 0
        var signed = Pair("signed prekey", SignedId);
        var signature = new byte[XEdDsa.SignatureLength];
        account.Sign(signed.PublicKey.ToTyped(), new SeededRandomSource(RegistrationId), signature);
        Signed = new SignedPreKey(SignedId, signed, signature, DateTimeOffset.UnixEpoch);
    }

    public uint RegistrationId { get; }

    public SignedPreKey Signed { get; }

    /// <summary>How many one-time prekeys were handed out; the last of them has this number, as long as the ids haven't wrapped.</summary>
    public uint Given => Volatile.Read(ref _given);

    /// <summary>A one-time prekey that nobody has had.</summary>
    public PreKey Next()
    {
        var id = ((Interlocked.Increment(ref _given) - 1) % LastPrekeyId) + 1;
        _changes.Mark();
        return OneTime(id);
    }

    /// <summary>The one-time prekey with an id.</summary>
    public PreKey OneTime(uint id) => new(id, Pair("one-time prekey", id));

    private KeyPair Pair(string purpose, uint id)
    {
        Span<byte> key = stackalloc byte[KeyPair.PrivateKeyLength];
        Derive(purpose, id, key);
        var pair = KeyPair.FromPrivateKey(key);
        CryptographicOperations.ZeroMemory(key);
        return pair;
    }

    private void Derive(string purpose, uint id, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, output, default, Encoding.UTF8.GetBytes($"{purpose} {id}"));
}
