using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Registration;

/// <summary>A public key sealed with a pairing code: salt(32) || iv(16) || AES-256-CTR of the key under PBKDF2 of the code.</summary>
/// <remarks>Nothing in it tells a right code from a wrong one: opened with the wrong one it is another key.</remarks>
internal static class CodeEnvelope
{
    public const int Length = SaltLength + IvLength + PublicKey.Length;

    private const int SaltLength = 32;
    private const int IvLength = 16;
    private const int KeyLength = 32;
    private const int Iterations = 2 << 16; // as WhatsApp's clients count

    public static byte[] Seal(string code, PublicKey key, IRandomSource random)
    {
        var envelope = new byte[Length];
        random.Fill(envelope.AsSpan(0, SaltLength + IvLength));
        Transform(code, envelope, key.ToRaw(), envelope.AsSpan(SaltLength + IvLength));
        return envelope;
    }

    public static PublicKey Open(string code, ReadOnlySpan<byte> envelope)
    {
        var key = new byte[PublicKey.Length];
        Transform(code, envelope, envelope[(SaltLength + IvLength)..], key);
        return PublicKey.FromRaw(key);
    }

    private static void Transform(string code, ReadOnlySpan<byte> header, ReadOnlySpan<byte> input, Span<byte> output)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(code, header[..SaltLength], Iterations, HashAlgorithmName.SHA256, KeyLength);
        AesCtr.Transform(output, input, key, header.Slice(SaltLength, IvLength));
    }
}
