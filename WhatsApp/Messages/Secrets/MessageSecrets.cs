using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// Encryption with a message's secret. The key is HKDF-SHA-256 of the secret, with id || sender || modifier || use as its info; the
/// cipher AES-256-GCM. Votes, answers to events and bots' answers also bind id || 00 || modifier.
/// </summary>
public static class MessageSecrets
{
    /// <summary>Encrypts something about a message.</summary>
    /// <param name="use">What it is.</param>
    /// <param name="secret">The message's secret; the first of its senders counts.</param>
    /// <param name="modifier">Who writes it, in the same addressing as the sender.</param>
    /// <param name="plaintext">What to encrypt: the protobuf of the use.</param>
    /// <param name="random">For the iv.</param>
    public static EncryptedPart Seal(
        SecretUse use, MessageSecret secret, Jid modifier, ReadOnlySpan<byte> plaintext, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(modifier);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Bytes.Length, MessageSecret.Length);
        byte[] iv = new byte[AesGcmSeal.NonceLength];
        random.Fill(iv);
        byte[] payload = new byte[plaintext.Length + AesGcmSeal.TagLength];
        using var aes = Cipher(use, secret, secret.Senders[0], modifier);
        AesGcmSeal.Seal(aes, payload, plaintext, iv, Bound(use, secret, modifier));
        return new(payload, iv);
    }

    /// <summary>Decrypts something about a message. False if none of the names fits, or it was changed on the way.</summary>
    /// <param name="use">What it is.</param>
    /// <param name="secret">The message's secret.</param>
    /// <param name="modifiers">Who wrote it, by each addressing that is known.</param>
    /// <param name="part">What came.</param>
    /// <param name="plaintext">What was encrypted.</param>
    public static bool TryOpen(
        SecretUse use, MessageSecret secret, ImmutableArray<Jid> modifiers, EncryptedPart part, [NotNullWhen(true)] out byte[]? plaintext)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(part);
        plaintext = null;
        if (secret.Bytes.Length != MessageSecret.Length
            || part.Iv.Length != AesGcmSeal.NonceLength
            || part.Payload.Length < AesGcmSeal.TagLength)
        {
            return false;
        }

        foreach (var sender in secret.Senders)
        {
            foreach (var modifier in modifiers)
            {
                if (TryOpen(use, secret, sender, modifier, part, out plaintext))
                    return true;
            }
        }

        return false;
    }

    /// <summary>HKDF's info of a key: id || sender || modifier || use.</summary>
    internal static byte[] Info(string id, Jid sender, Jid modifier, SecretUse use) =>
        Encoding.UTF8.GetBytes($"{id}{sender.ToAccount()}{modifier.ToAccount()}{Name(use)}");

    private static bool TryOpen(
        SecretUse use, MessageSecret secret, Jid sender, Jid modifier, EncryptedPart part, [NotNullWhen(true)] out byte[]? plaintext)
    {
        plaintext = new byte[part.Payload.Length - AesGcmSeal.TagLength];
        using var aes = Cipher(use, secret, sender, modifier);
        if (AesGcmSeal.TryOpen(aes, plaintext, part.Payload.Span, part.Iv.Span, Bound(use, secret, modifier)))
            return true;
        plaintext = null;
        return false;
    }

    private static AesGcm Cipher(SecretUse use, MessageSecret secret, Jid sender, Jid modifier)
    {
        Span<byte> key = stackalloc byte[AesGcmSeal.KeyLength];
        Span<byte> botSecret = stackalloc byte[MessageSecret.Length];
        scoped var input = secret.Bytes.Span;
        if (use == SecretUse.BotMessage)
        {
            // A bot is given a secret of its own, so that it can't read what people send about the message.
            HKDF.DeriveKey(HashAlgorithmName.SHA256, input, botSecret, [], "Bot Message"u8);
            input = botSecret;
        }

        HKDF.DeriveKey(HashAlgorithmName.SHA256, input, key, [], Info(secret.MessageId, sender, modifier, use));
        var aes = AesGcmSeal.Create(key);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(botSecret);
        return aes;
    }

    private static byte[] Bound(SecretUse use, MessageSecret secret, Jid modifier) => use switch
    {
        SecretUse.PollVote or SecretUse.EventResponse or SecretUse.BotMessage =>
            Encoding.UTF8.GetBytes($"{secret.MessageId}\0{modifier.ToAccount()}"),
        _ => [],
    };

    private static string Name(SecretUse use) => use switch
    {
        SecretUse.PollVote => "Poll Vote",
        SecretUse.Reaction => "Enc Reaction",
        SecretUse.Comment => "Enc Comment",
        SecretUse.ReportToken => "Report Token",
        SecretUse.EventResponse => "Event Response",
        SecretUse.EventEdit => "Event Edit",
        SecretUse.MessageEdit => "Message Edit",
        SecretUse.PollEdit => "Poll Edit",
        SecretUse.PollAddOption => "Poll Add Option",
        SecretUse.BotMessage => "",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Nothing is encrypted for this use."),
    };
}
