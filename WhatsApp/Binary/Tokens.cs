using System.Collections.Frozen;
using System.Text;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// The strings that both ends know and send as one or two bytes: dictionary version 3, the last byte of the connection's
/// first four (57 41 06 03). Tokens.txt lists them in wire order: 235 of one byte (1 to 235), then four dictionaries of 256
/// of two bytes (236 to 239, index). Baileys, whatsmeow and whatsapp-rust hold the same list.
/// </summary>
internal static class Tokens
{
    public const int SingleCount = WireTag.LastSingleToken;
    public const int DictionaryCount = WireTag.Dictionary3 - WireTag.Dictionary0 + 1;
    public const int DictionarySize = 256;

    private static readonly string[] InWireOrder = Load();
    private static readonly FrozenDictionary<string, ushort> Codes =
        InWireOrder.Select((token, index) => KeyValuePair.Create(token, CodeOf(index))).ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly int LongestToken = InWireOrder.Max(token => token.Length);

    /// <summary>The token that the tag byte itself is, 1 to 235.</summary>
    public static string Single(byte tag) => InWireOrder[tag - 1];

    /// <summary>The token of a dictionary, 0 to 3.</summary>
    public static string Double(int dictionary, byte index) => InWireOrder[SingleCount + dictionary * DictionarySize + index];

    /// <summary>The bytes of a token: one if the code is below 256, else two, the high one first.</summary>
    public static bool TryGetCode(string text, out ushort code)
    {
        code = 0;
        return text.Length <= LongestToken && Codes.TryGetValue(text, out code);
    }

    private static ushort CodeOf(int index)
    {
        if (index < SingleCount)
            return (ushort)(index + 1);
        index -= SingleCount;
        return (ushort)((WireTag.Dictionary0 + index / DictionarySize) << 8 | index % DictionarySize);
    }

    private static string[] Load()
    {
        using var resource = typeof(Tokens).Assembly.GetManifestResourceStream("Tokens.txt")
            ?? throw new InvalidOperationException("Tokens.txt is missing from the assembly's resources.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var tokens = new string[SingleCount + DictionaryCount * DictionarySize];
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = reader.ReadLine() ?? throw new InvalidOperationException($"Tokens.txt ends after {i} of {tokens.Length} tokens.");
            // Interned, so that comparing what was decoded with a literal ends at the reference.
            tokens[i] = string.Intern(token);
        }

        return tokens;
    }
}
