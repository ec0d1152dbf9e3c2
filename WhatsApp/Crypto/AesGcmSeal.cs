using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>AES-GCM in the form that WhatsApp sends: the ciphertext with its 16-byte tag behind it.</summary>
internal static class AesGcmSeal
{
    internal const int KeyLength = 32;
    internal const int NonceLength = 12;
    internal const int TagLength = 16;

    internal static AesGcm Create(ReadOnlySpan<byte> key) => new(key, TagLength);

    /// <param name="aes">The key. Making one costs more than sealing a message; keep it where it is used again.</param>
    /// <param name="destination">Takes the plaintext's length and 16 bytes more.</param>
    /// <param name="plaintext">What is encrypted.</param>
    /// <param name="nonce">12 bytes, never used with this key before.</param>
    /// <param name="associatedData">Authenticated too, but not sent.</param>
    internal static void Seal(
        AesGcm aes, Span<byte> destination, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData)
    {
        var tag = destination.Slice(plaintext.Length, TagLength);
        aes.Encrypt(nonce, plaintext, destination[..plaintext.Length], tag, associatedData);
    }

    /// <summary>
    /// False, with <paramref name="destination"/> zeroed, if the text isn't authentic. It takes the sealed length less 16.
    /// </summary>
    internal static bool TryOpen(
        AesGcm aes, Span<byte> destination, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData)
    {
        if (sealedText.Length < TagLength)
            return false;
        int length = sealedText.Length - TagLength;
        try
        {
            aes.Decrypt(nonce, sealedText[..length], sealedText[length..], destination[..length], associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
