using System.Buffers.Text;
using Wasilo.Simulator.Errors;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Simulator.Registration;

/// <summary>What a phone reads out of the QR code that a client shows.</summary>
/// <remarks>
/// <c>https://wa.me/settings/linked_devices#ref,noise,identity,secret,type</c>: keys and secret are 32 bytes each in base64. Older
/// clients have neither the address in front nor the type at the end, so only the first four fields behind a # count.
/// </remarks>
internal sealed record QrCode(string Reference, PublicKey Noise, PublicKey Identity, byte[] Secret)
{
    public const int SecretLength = 32;

    // A code that phones can still read has at most 2,953 bytes (version 40, lowest correction).
    private const int MaxLength = 2953;

    /// <exception cref="InvalidQrException">The text isn't such a code.</exception>
    public static QrCode Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new InvalidQrException($"A QR code holds at most {MaxLength} characters; this text has {text.Length}.");
        var fields = text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(',');
        if (fields is not [{ Length: > 0 } reference, var noise, var identity, var secret, ..])
            throw new InvalidQrException("The text has not the four fields of a pairing code: reference, Noise key, identity key, secret.");
        return new QrCode(
            reference,
            PublicKey.FromRaw(Read(noise, "Noise key")),
            PublicKey.FromRaw(Read(identity, "identity key")),
            Read(secret, "secret"));
    }

    private static byte[] Read(string field, string name)
    {
        var bytes = new byte[SecretLength];
        return Base64.IsValid(field, out var length) && length == SecretLength && Convert.TryFromBase64String(field, bytes, out _)
            ? bytes
            : throw new InvalidQrException($"The {name} in the code isn't base64 of {SecretLength} bytes.");
    }
}
