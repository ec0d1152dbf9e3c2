using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>
/// A message between two devices that have a session. On the wire:
/// <c>33 || { 1: ratchet key (33), 2: counter, 3: previous counter, 4: ciphertext } || MAC (8)</c>.
/// </summary>
internal readonly ref struct WhisperMessage
{
    private const int MacLength = 8;
    private const int CipherKeyEnd = 32;
    private const int MacKeyEnd = 64;

    private readonly ReadOnlySpan<byte> _authenticated;
    private readonly ReadOnlySpan<byte> _mac;
    private readonly ReadOnlySpan<byte> _ciphertext;

    private WhisperMessage(ReadOnlySpan<byte> bytes)
    {
        PublicKey? ratchetKey = null;
        bool hasCiphertext = false;
        var reader = new ProtoReader(SignalVersion.Body(bytes, MacLength));
        while (reader.Next(out uint field))
        {
            switch (field)
            {
                case 1:
                    ratchetKey = reader.PublicKey();
                    break;
                case 2:
                    Counter = reader.UInt32();
                    break;
                case 4:
                    _ciphertext = reader.Bytes();
                    hasCiphertext = true;
                    break;
                default:
                    reader.Skip(); // also 3: chains stay open here, so where the one before ended isn't needed
                    break;
            }
        }

        if (ratchetKey is null || !hasCiphertext)
            throw new MalformedSignalMessageException("A message lacks its ratchet key or its ciphertext.");
        RatchetKey = ratchetKey.Value;
        _authenticated = bytes[..^MacLength];
        _mac = bytes[^MacLength..];
    }

    /// <summary>The sender's current ratchet key: which chain this message is of.</summary>
    internal PublicKey RatchetKey { get; }

    /// <summary>Its place in the chain, from 0.</summary>
    internal uint Counter { get; }

    /// <exception cref="SignalException">It isn't formed as one.</exception>
    internal static WhisperMessage Parse(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>Checks the MAC and decrypts.</summary>
    internal SignalException? Open(ReadOnlySpan<byte> seed, in PublicKey sender, in PublicKey receiver, out byte[] plaintext)
    {
        plaintext = [];
        Span<byte> keys = stackalloc byte[KeySchedule.MessageKeysLength];
        KeySchedule.MessageKeys(seed, keys);
        Span<byte> mac = stackalloc byte[MacLength];
        Authenticate(_authenticated, keys[CipherKeyEnd..MacKeyEnd], sender, receiver, mac);
        var failure = CryptographicOperations.FixedTimeEquals(mac, _mac)
            ? CipherText.Open(_ciphertext, keys[..CipherKeyEnd], keys[MacKeyEnd..], out plaintext)
            : new SignalMacException();
        CryptographicOperations.ZeroMemory(keys);
        return failure;
    }

    internal static int LengthOf(int plaintextLength, uint counter, uint previousCounter) =>
        1
        + ProtoWriter.BytesLength(PublicKey.TypedLength)
        + ProtoWriter.NumberLength(counter)
        + ProtoWriter.NumberLength(previousCounter)
        + ProtoWriter.BytesLength(AesCbc.EncryptedLength(plaintextLength))
        + MacLength;

    /// <summary>Encrypts into a buffer of exactly <see cref="LengthOf"/> bytes.</summary>
    internal static void Write(
        Span<byte> destination,
        ReadOnlySpan<byte> seed,
        ReadOnlySpan<byte> plaintext,
        in PublicKey ratchetKey,
        uint counter,
        uint previousCounter,
        in PublicKey sender,
        in PublicKey receiver)
    {
        Span<byte> keys = stackalloc byte[KeySchedule.MessageKeysLength];
        KeySchedule.MessageKeys(seed, keys);
        var writer = new ProtoWriter(destination);
        writer.Byte(SignalVersion.Byte);
        writer.PublicKey(1, ratchetKey);
        writer.UInt32(2, counter);
        writer.UInt32(3, previousCounter);
        AesCbc.Encrypt(
            writer.Bytes(4, AesCbc.EncryptedLength(plaintext.Length)), plaintext, keys[..CipherKeyEnd], keys[MacKeyEnd..]);
        Authenticate(destination[..^MacLength], keys[CipherKeyEnd..MacKeyEnd], sender, receiver, destination[^MacLength..]);
        CryptographicOperations.ZeroMemory(keys);
    }

    // Both identities are in the MAC, so that a message can't be passed on as someone else's.
    private static void Authenticate(
        ReadOnlySpan<byte> message, ReadOnlySpan<byte> macKey, in PublicKey sender, in PublicKey receiver, Span<byte> mac)
    {
        using var room = new Scratch(
            stackalloc byte[Scratch.StackLength], 2 * PublicKey.TypedLength + message.Length);
        room.Span[0] = PublicKey.Type;
        sender.Bytes.CopyTo(room.Span[1..]);
        room.Span[PublicKey.TypedLength] = PublicKey.Type;
        receiver.Bytes.CopyTo(room.Span[(PublicKey.TypedLength + 1)..]);
        message.CopyTo(room.Span[(2 * PublicKey.TypedLength)..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(macKey, room.Span, whole);
        whole[..MacLength].CopyTo(mac);
    }
}
