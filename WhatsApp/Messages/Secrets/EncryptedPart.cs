namespace Wasilo.WhatsApp.Messages;

/// <summary>A part of a message that is encrypted with another message's secret.</summary>
/// <param name="Payload">The ciphertext, its 16-byte tag behind it.</param>
/// <param name="Iv">12 bytes.</param>
public sealed record EncryptedPart(ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Iv)
{
    /// <summary>How long it is.</summary>
    public override string ToString() => $"{nameof(EncryptedPart)} of {Payload.Length} bytes";
}
