using System.Buffers;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// Strings of up to 127 characters out of an alphabet of sixteen, two to a byte, the first one in the upper half:
/// <c>n + (odd ? 128 : 0)</c>, then n bytes. The last half of an odd string is filled with 15.
/// </summary>
internal static class PackedText
{
    /// <summary>The longest string to pack, as the other clients do. Read are up to the 254 characters of 127 bytes.</summary>
    public const int LongestPacked = 127;

    public const byte OddFlag = 0x80;
    public const byte LengthMask = 0x7f;

    private const int Filler = 15;

    // Digits 12 to 14 stand for nothing; 15 in the middle of a string decodes to NUL, as in the other clients.
    public const string Nibbles = "0123456789-.\uffff\uffff\uffff\0";
    public const string Hex = "0123456789ABCDEF";

    private const char NoCharacter = '\uffff';

    private static readonly SearchValues<char> NibbleCharacters = SearchValues.Create(Nibbles.AsSpan(0, 12));
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create(Hex);

    public static bool AreNibbles(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(NibbleCharacters);

    public static bool AreHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexCharacters);

    /// <summary>Bytes that the digits of a text take, without tag and header.</summary>
    public static int PackedLength(int characters) => (characters + 1) / 2;

    /// <summary>Writes header and digits of a text that is known to be of the alphabet.</summary>
    public static void Pack(ReadOnlySpan<char> text, Span<byte> header, Span<byte> digits)
    {
        var isOdd = (text.Length & 1) != 0;
        header[0] = (byte)(PackedLength(text.Length) | (isOdd ? OddFlag : 0));
        for (var i = 0; i < text.Length / 2; i++)
            digits[i] = (byte)(Digit(text[2 * i]) << 4 | Digit(text[2 * i + 1]));
        if (isOdd)
            digits[text.Length / 2] = (byte)(Digit(text[^1]) << 4 | Filler);
    }

    public static string Unpack(ReadOnlySpan<byte> packed, bool isOdd, string alphabet, int at)
    {
        if (packed.IsEmpty)
            return "";
        Span<char> text = stackalloc char[2 * LengthMask];
        for (var i = 0; i < packed.Length; i++)
        {
            text[2 * i] = alphabet[packed[i] >> 4];
            text[2 * i + 1] = alphabet[packed[i] & 0x0f];
        }

        text = text[..(2 * packed.Length)];
        var bad = text.IndexOf(NoCharacter);
        if (bad >= 0)
            Refuse.BadPackedDigit(at, (bad & 1) == 0 ? packed[bad / 2] >> 4 : packed[bad / 2] & 0x0f);
        return new string(isOdd ? text[..^1] : text);
    }

    private static int Digit(char character) => character switch
    {
        <= '.' => character - '-' + 10,
        <= '9' => character - '0',
        _ => character - 'A' + 10,
    };
}
