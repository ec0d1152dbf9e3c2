using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Secrets;

/// <summary>
/// Seals and opens what is kept of one session, with AES-256-GCM.
/// <para>Sealed: version (1 byte), id of the master key (4, big-endian), nonce (12, random), ciphertext, tag (16).</para>
/// <para>Authenticated beside it: version and key id as above, the session, the table, and the row's key, each with its
/// length. So a value is good in its own place only: one that is swapped with another row's or session's doesn't open.
/// What this can't tell is an older value of the same place.</para>
/// <para>The AES key is the session's own, HKDF-SHA256 of the master key and the session's id: random nonces are safe for
/// 2^32 values under one key, which all sessions of a busy node together would use up within a day, and one session with a
/// hundred messages a second in 16 months. Rotating the master key starts anew.</para>
/// </summary>
internal sealed class SessionCipher(KeyRing ring, SessionId session)
{
    internal const byte Version = 1;
    internal const int HeaderLength = 1 + sizeof(uint);

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = HeaderLength + NonceLength + TagLength;
    private const int LongestOnStack = 512;

    private byte[]? _currentKey;

    public byte[] Seal(string table, string row, ReadOnlySpan<byte> secret)
    {
        byte[] value = new byte[Overhead + secret.Length];
        value[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(1), ring.Current.Id);
        var nonce = value.AsSpan(HeaderLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> place = stackalloc byte[LongestOnStack];
        place = WritePlace(place, value.AsSpan(0, HeaderLength), table, row);
        using var aes = new AesGcm(CurrentKey(), TagLength);
        aes.Encrypt(nonce, secret, value.AsSpan(HeaderLength + NonceLength, secret.Length), value.AsSpan(value.Length - TagLength), place);
        return value;
    }

    /// <exception cref="UnreadableSecretException">It was sealed with another key, or isn't what was sealed in this place.</exception>
    public byte[] Open(string table, string row, ReadOnlySpan<byte> value)
    {
        if (value.Length < Overhead || value[0] != Version)
            throw new TamperedSecretException(session, table, "it has no form that this version of Wasilo writes");
        var keyId = BinaryPrimitives.ReadUInt32BigEndian(value[1..]);
        if (!ring.TryFind(keyId, out var master))
            throw new UnknownEncryptionKeyException(session, table, EncryptionKey.NameOf(keyId), ring);

        byte[] secret = new byte[value.Length - Overhead];
        Span<byte> place = stackalloc byte[LongestOnStack];
        place = WritePlace(place, value[..HeaderLength], table, row);
        using var aes = new AesGcm(master == ring.Current ? CurrentKey() : Derive(master), TagLength);
        try
        {
            var ciphertext = value[(HeaderLength + NonceLength)..^TagLength];
            aes.Decrypt(value.Slice(HeaderLength, NonceLength), ciphertext, value[^TagLength..], secret, place);
            return secret;
        }
        catch (AuthenticationTagMismatchException problem)
        {
            throw new TamperedSecretException(session, table, "it isn't what was written in this place", problem);
        }
    }

    private byte[] CurrentKey() => _currentKey ??= Derive(ring.Current);

    private byte[] Derive(EncryptionKey master)
    {
        byte[] key = new byte[EncryptionKey.Length];
        master.Derive(Encoding.ASCII.GetBytes($"wasilo session {session}"), key);
        return key;
    }

    private Span<byte> WritePlace(Span<byte> buffer, ReadOnlySpan<byte> header, string table, string row)
    {
        var longest = HeaderLength + sizeof(long) + (2 * sizeof(int)) + Encoding.UTF8.GetMaxByteCount(table.Length + row.Length);
        if (longest > buffer.Length)
            buffer = new byte[longest];
        header.CopyTo(buffer);
        var used = HeaderLength;
        BinaryPrimitives.WriteInt64BigEndian(buffer[used..], session.Number);
        used += sizeof(long);
        Append(buffer, ref used, table);
        Append(buffer, ref used, row);
        return buffer[..used];
    }

    private static void Append(Span<byte> buffer, ref int used, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer[(used + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[used..], length);
        used += sizeof(int) + length;
    }
}
