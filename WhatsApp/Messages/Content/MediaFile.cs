namespace Wasilo.WhatsApp.Messages;

/// <summary>Where an encrypted file is, and how to read it.</summary>
public sealed record MediaFile
{
    /// <summary>Its media type, as the sender says: image/jpeg.</summary>
    public string? MimeType { get; init; }

    /// <summary>Its length before encryption, in bytes; 0 is unknown. The sender's word, no promise.</summary>
    public long Length { get; init; }

    /// <summary>Where it is; WhatsApp's clients prefer <see cref="DirectPath"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is on WhatsApp's media hosts: path and query.</summary>
    public string? DirectPath { get; init; }

    /// <summary>What its keys are derived from: 32 bytes. Whoever has it can read the file.</summary>
    public ReadOnlyMemory<byte> MediaKey { get; init; }

    /// <summary>When the key was made.</summary>
    public DateTimeOffset? MediaKeyTime { get; init; }

    /// <summary>SHA-256 of the file before encryption.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>SHA-256 of what is stored.</summary>
    public ReadOnlyMemory<byte> EncryptedSha256 { get; init; }

    /// <summary>Kind and length: neither where it is nor the key.</summary>
    public override string ToString() => $"{MimeType ?? "file"}, {Length} bytes";
}
