using System.Text;

namespace Wasilo.WhatsApp.Messages;

/// <summary>vCards (RFC 2426) in the form that WhatsApp's clients write and show.</summary>
public static class VCard
{
    /// <summary>A contact with a name and a number.</summary>
    /// <param name="name">The name that is shown.</param>
    /// <param name="phone">The number as it is shown, with the country's code: +1 555 000 0001. Its digits are the account.</param>
    /// <param name="organization">Where they work.</param>
    /// <param name="account">The account, if its digits aren't those of the number.</param>
    /// <exception cref="ArgumentException">There is no name, or no digit in the number.</exception>
    public static ContactCard Write(string name, string phone, string? organization = null, string? account = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(phone);
        string digits = string.Concat((account ?? phone).Where(char.IsAsciiDigit));
        if (digits.Length == 0)
            throw new ArgumentException($"'{phone}' has no digits; a number looks like +1 555 000 0001.", nameof(phone));
        var card = new StringBuilder("BEGIN:VCARD\nVERSION:3.0\n");
        card.Append("N:;").Append(Escape(name)).Append(";;;\n");
        card.Append("FN:").Append(Escape(name)).Append('\n');
        if (!string.IsNullOrEmpty(organization))
            card.Append("ORG:").Append(Escape(organization)).Append(";\n");
        card.Append("TEL;type=CELL;type=VOICE;waid=").Append(digits).Append(':').Append(Escape(phone)).Append("\nEND:VCARD");
        return new(name, card.ToString());
    }

    /// <summary>The name that a vCard shows (FN); null if it has none.</summary>
    public static string? NameOf(string card)
    {
        ArgumentNullException.ThrowIfNull(card);
        foreach (var line in card.AsSpan().EnumerateLines())
        {
            int colon = line.IndexOf(':');
            if (colon > 0 && (line[..colon].Equals("FN", StringComparison.OrdinalIgnoreCase) || line.StartsWith("FN;", StringComparison.OrdinalIgnoreCase)))
                return line[(colon + 1)..].Trim() is { IsEmpty: false } name ? Unescape(name) : null;
        }

        return null;
    }

    private static string Unescape(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
                text.Append(value[i]);
            else
                text.Append(value[++i] is 'n' or 'N' ? '\n' : value[i]);
        }

        return text.ToString();
    }

    // A name must not end its line: what follows would be properties of its own.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            _ = c switch
            {
                '\\' or ',' or ';' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                _ when char.IsControl(c) => text,
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
