using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>The eight characters that a person types into the phone.</summary>
internal static class PairingCode
{
    internal const int Length = 8;

    private const int RandomBytes = 5; // 40 bits, five for each character
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTVWXYZ"; // without 0, I, O and U, which are easily misread

    internal static string Generate(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        ulong bits = 0;
        foreach (byte b in bytes)
            bits = bits << 8 | b;
        Span<char> code = stackalloc char[Length];
        for (int i = Length - 1; i >= 0; i--, bits >>= 5)
            code[i] = Alphabet[(int)(bits & 31)];
        return new string(code);
    }

    /// <summary>A code that the caller chose, as the phone will have it: in capitals and without the hyphen.</summary>
    /// <exception cref="ArgumentException">A phone couldn't take it.</exception>
    internal static string Parse(string chosen)
    {
        string code = chosen.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return code.Length == Length && code.All(char.IsAsciiLetterOrDigit)
            ? code
            : throw new ArgumentException($"A pairing code has {Length} letters or digits.", nameof(chosen));
    }

    /// <summary>As it is shown: <c>ABCD-EFGH</c>.</summary>
    internal static string Show(string code) => $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
}
