using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>AES-CBC with PKCS #7 padding over spans: Signal messages, sender keys, app state, media.</summary>
/// <remarks>
/// Not authenticated. Whoever decrypts must have verified the MAC first; only then is wrong padding the sender's mistake and no oracle.
/// </remarks>
internal static class AesCbc
{
    internal const int BlockLength = 16;

    /// <summary>Length of the ciphertext: padding always adds 1 to 16 bytes.</summary>
    internal static int EncryptedLength(int plaintextLength) => checked(plaintextLength / BlockLength * BlockLength + BlockLength);

    /// <summary>Returns how many bytes it wrote to <paramref name="destination"/>.</summary>
    internal static int Encrypt(Span<byte> destination, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        return aes.EncryptCbc(plaintext, iv, destination);
    }

    /// <summary>
    /// False if the length isn't a positive multiple of 16 or the padding is wrong. <paramref name="destination"/> takes the
    /// ciphertext's length.
    /// </summary>
    internal static bool TryDecrypt(
        Span<byte> destination, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, out int written)
    {
        written = 0;
        if (ciphertext.IsEmpty || ciphertext.Length % BlockLength != 0)
            return false;
        using var aes = Aes.Create();
        aes.SetKey(key);
        try
        {
            written = aes.DecryptCbc(ciphertext, iv, destination);
            return true;
        }
        catch (CryptographicException)
        {
            return false; // the only thing left to be wrong is the padding
        }
    }
}
