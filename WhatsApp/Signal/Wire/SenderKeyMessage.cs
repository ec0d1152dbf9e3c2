using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>
/// A message to a group. On the wire: <c>33 || { 1: key id, 2: iteration, 3: ciphertext } || signature (64)</c>.
/// </summary>
internal readonly ref struct SenderKeyMessage
{
    private const int IvEnd = 16;

    private readonly ReadOnlySpan<byte> _signed;
    private readonly ReadOnlySpan<byte> _signature;
    private readonly ReadOnlySpan<byte> _ciphertext;

    private SenderKeyMessage(ReadOnlySpan<byte> bytes)
    {
        bool hasKeyId = false;
        bool hasCiphertext = false;
        var reader = new ProtoReader(SignalVersion.Body(bytes, XEdDsa.SignatureLength));
        while (reader.Next(out uint field))
        {
            switch (field)
            {
                case 1:
                    KeyId = reader.UInt32();
                    hasKeyId = true;
                    break;
                case 2:
                    Iteration = reader.UInt32();
                    break;
                case 3:
                    _ciphertext = reader.Bytes();
                    hasCiphertext = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!hasKeyId || !hasCiphertext)
            throw new MalformedSignalMessageException("A group message lacks its key's id or its ciphertext.");
        _signed = bytes[..^XEdDsa.SignatureLength];
        _signature = bytes[^XEdDsa.SignatureLength..];
    }

    internal uint KeyId { get; }

    internal uint Iteration { get; }

    /// <exception cref="SignalException">It isn't formed as one.</exception>
    internal static SenderKeyMessage Parse(ReadOnlySpan<byte> bytes) => new(bytes);

    internal bool IsSignedBy(in PublicKey key) => XEdDsa.Verify(key, _signed, _signature);

    internal SignalException? Open(ReadOnlySpan<byte> seed, out byte[] plaintext)
    {
        Span<byte> keys = stackalloc byte[KeySchedule.GroupKeysLength];
        KeySchedule.GroupKeys(seed, keys);
        var failure = CipherText.Open(_ciphertext, keys[IvEnd..], keys[..IvEnd], out plaintext);
        CryptographicOperations.ZeroMemory(keys);
        return failure;
    }

    internal static byte[] Seal(
        uint keyId, uint iteration, ReadOnlySpan<byte> seed, ReadOnlySpan<byte> plaintext, KeyPair signingKey, IRandomSource random)
    {
        int encrypted = AesCbc.EncryptedLength(plaintext.Length);
        byte[] message = new byte[
            1 + ProtoWriter.NumberLength(keyId) + ProtoWriter.NumberLength(iteration) + ProtoWriter.BytesLength(encrypted)
            + XEdDsa.SignatureLength];
        Span<byte> keys = stackalloc byte[KeySchedule.GroupKeysLength];
        KeySchedule.GroupKeys(seed, keys);
        var writer = new ProtoWriter(message);
        writer.Byte(SignalVersion.Byte);
        writer.UInt32(1, keyId);
        writer.UInt32(2, iteration);
        AesCbc.Encrypt(writer.Bytes(3, encrypted), plaintext, keys[IvEnd..], keys[..IvEnd]);
        signingKey.Sign(message.AsSpan()[..^XEdDsa.SignatureLength], random, message.AsSpan()[^XEdDsa.SignatureLength..]);
        CryptographicOperations.ZeroMemory(keys);
        return message;
    }
}
