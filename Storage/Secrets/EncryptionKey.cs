using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Wasilo.Storage.Secrets;

/// <summary>A master key: 32 bytes, which nothing prints. Each session's own key is derived from it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class EncryptionKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    /// <summary>The key of these bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32.</exception>
    public EncryptionKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
            throw new ArgumentException($"An encryption key has {Length} bytes; got {key.Length}.", nameof(key));
        _key = key.ToArray();
        Span<byte> id = stackalloc byte[sizeof(uint)];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, id, [], "wasilo key id"u8);
        Id = BinaryPrimitives.ReadUInt32BigEndian(id);
    }

    /// <summary>Tells keys apart, and stands beside each ciphertext. Derived from the key, so nobody has to give it a name.</summary>
    public uint Id { get; }

    /// <summary>The id as it is written for people: eight hexadecimal digits.</summary>
    public string Name => NameOf(Id);

    /// <summary>A new key.</summary>
    public static EncryptionKey Generate()
    {
        Span<byte> key = stackalloc byte[Length];
        RandomNumberGenerator.Fill(key);
        var generated = new EncryptionKey(key);
        CryptographicOperations.ZeroMemory(key);
        return generated;
    }

    /// <summary>Says which key it is, not the key.</summary>
    public override string ToString() => $"EncryptionKey {Name}";

    internal static string NameOf(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);

    internal string ToBase64() => Convert.ToBase64String(_key);

    /// <summary>The key of one session, or of whatever else <paramref name="purpose"/> names.</summary>
    internal void Derive(ReadOnlySpan<byte> purpose, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, derived, [], purpose);
}
