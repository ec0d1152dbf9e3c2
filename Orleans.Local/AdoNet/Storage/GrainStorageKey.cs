using System.Buffers.Text;
using System.Text;
using Orleans.Runtime;

namespace Orleans.Local.Storage;

/// <summary>
/// A grain's key as the table OrleansStorage has it. A key that reads as a GUID (32 hex digits) or as a number (up to 16
/// hex digits) is kept as that, also if the grain calls it a string, so that "0A" and "a" are one key. What follows a + is the extension.
/// </summary>
internal readonly record struct GrainStorageKey(long N0, long N1, string? Extension, int Hash)
{
    private const int GuidDigits = 32;
    private const byte Plus = (byte)'+';

    public static GrainStorageKey Of(GrainId grain)
    {
        var key = grain.Key.AsSpan();
        return TryGuid(key) ?? TryNumber(key) ?? Create(0, 0, [], Encoding.UTF8.GetString(key));
    }

    private static GrainStorageKey? TryGuid(ReadOnlySpan<byte> key)
    {
        if (key.Length != GuidDigits && (key.Length < GuidDigits || key[GuidDigits] != Plus))
            return null;
        if (!Utf8Parser.TryParse(key[..GuidDigits], out Guid guid, out var length, 'N') || length != GuidDigits)
            return null;
        var bytes = guid.ToByteArray();
        var extension = key.Length == GuidDigits ? null : Encoding.UTF8.GetString(key[(GuidDigits + 1)..]);
        return Create(BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8), bytes, extension);
    }

    private static GrainStorageKey? TryNumber(ReadOnlySpan<byte> key)
    {
        var plus = key.IndexOf(Plus);
        var digits = plus < 0 ? key : key[..plus];
        if (!Utf8Parser.TryParse(digits, out long number, out var length, 'X') || length != digits.Length)
            return null;
        return Create(0, number, BitConverter.GetBytes(number), plus < 0 ? null : Encoding.UTF8.GetString(key[(plus + 1)..]));
    }

    // The hash is taken of the key's bytes (little endian) and the extension's, last byte first.
    private static GrainStorageKey Create(long n0, long n1, byte[] keyBytes, string? extension)
    {
        byte[] bytes = extension is null ? [.. keyBytes] : [.. keyBytes, .. Encoding.UTF8.GetBytes(extension)];
        Array.Reverse(bytes);
        return new GrainStorageKey(n0, n1, extension, (int)StableHash.ComputeHash(bytes));
    }
}
