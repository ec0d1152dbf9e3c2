using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Wasilo.Storage.Sessions;

/// <summary>A session's permanent id: twelve characters of A-Z and 0-9. The database keeps it as a number.</summary>
public readonly record struct SessionId
{
    /// <summary>Characters of an id.</summary>
    public const int Length = 12;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // 36^12 is 4.7 * 10^18, which is just below 2^63.
    private const long End = 4_738_381_338_321_616_896;

    private SessionId(long number) => Number = number;

    /// <summary>The id read in base 36.</summary>
    internal long Number { get; }

    /// <summary>A new one; about 62 bits of chance.</summary>
    public static SessionId Generate() => Parse(RandomNumberGenerator.GetString(Digits, Length));

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SessionId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException("A session's id is twelve characters of A-Z and 0-9.");

    /// <summary>Reads an id, if it is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        id = default;
        if (text is not { Length: Length })
            return false;

        var number = 0L;
        foreach (var character in text)
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            number = (number * Digits.Length) + digit;
        }

        id = new SessionId(number);
        return true;
    }

    /// <summary>The twelve characters.</summary>
    public override string ToString() => string.Create(Length, Number, static (text, number) =>
    {
        for (var place = text.Length - 1; place >= 0; place--)
        {
            text[place] = Digits[(int)(number % Digits.Length)];
            number /= Digits.Length;
        }
    });

    internal static SessionId FromNumber(long number) => number is >= 0 and < End
        ? new SessionId(number)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "This is the number of no session's id.");
}
