using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>The encrypted part of Signal's messages: AES-256-CBC.</summary>
internal static class CipherText
{
    /// <summary>Decrypts what is known to be genuine.</summary>
    internal static SignalException? Open(
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, out byte[] plaintext)
    {
        using var room = new Scratch(stackalloc byte[Scratch.StackLength], ciphertext.Length);
        bool opened = AesCbc.TryDecrypt(room.Span, ciphertext, key, iv, out int length);
        plaintext = opened ? room.Span[..length].ToArray() : [];
        return opened ? null : new MalformedSignalMessageException("A genuine message isn't encrypted as Signal's messages are.");
    }
}
