using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wasilo.Storage.Events;

/// <summary>
/// Makes the ids of events: <c>evt_</c> and a ULID in small letters, which is 48 bits of time and 80 of chance in 26 characters, so that they
/// sort by when they were made.
/// </summary>
public static class EventIds
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's: without i, l, o, u
    private const int Length = 26;
    private const int BitsADigit = 5;

    /// <summary>A new one.</summary>
    public static string Mint(DateTimeOffset at)
    {
        Span<byte> chance = stackalloc byte[10];
        RandomNumberGenerator.Fill(chance);
        return Write(at, chance);
    }

    /// <summary>
    /// The id of an event that may be made twice, for example after a crash: the same each time for the same time and name.
    /// </summary>
    public static string Of(DateTimeOffset at, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return Write(at, hash[..10]);
    }

    private static string Write(DateTimeOffset at, ReadOnlySpan<byte> chance)
    {
        Span<byte> all = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(all, at.ToUnixTimeMilliseconds() << 16);
        chance.CopyTo(all[6..]);
        var number = BinaryPrimitives.ReadUInt128BigEndian(all);
        Span<char> text = stackalloc char[Length];
        for (var place = Length - 1; place >= 0; place--)
        {
            text[place] = Digits[(int)(number & ((1 << BitsADigit) - 1))];
            number >>= BitsADigit;
        }

        return $"evt_{text}";
    }
}
