using System.Globalization;
using System.Text;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// An address in a record. Almost all names are a number, or a number with a domain behind it: <c>kind, number, device</c> in about
/// nine bytes. Any other name is text.
/// </summary>
internal static class AddressCodec
{
    private const int MaxNameLength = 256;
    private const ulong Text = 0;
    private const ulong PlainNumber = 1;
    private const ulong NumberOfDomain = 2; // plus the domain

    internal static void Write(RecordWriter writer, SignalAddress address)
    {
        if (TrySplit(address.Name, out ulong kind, out ulong number))
        {
            writer.Number(kind);
            writer.Number(number);
        }
        else
        {
            byte[] name = Encoding.UTF8.GetBytes(address.Name);
            writer.Number(Text);
            writer.Number((uint)name.Length);
            writer.Bytes(name);
        }

        writer.Number((uint)address.Device);
    }

    internal static SignalAddress Read(ref RecordReader reader)
    {
        ulong kind = reader.Number();
        string name = kind switch
        {
            Text => Encoding.UTF8.GetString(reader.Bytes(reader.Count(MaxNameLength)).Span),
            PlainNumber => reader.Number().ToString(CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{reader.Number()}_{kind - NumberOfDomain}"),
        };
        return new SignalAddress(name, reader.Count(int.MaxValue));
    }

    // Only what reads back the same: no leading zeros, no signs.
    private static bool TrySplit(string name, out ulong kind, out ulong number)
    {
        int end = name.IndexOf('_', StringComparison.Ordinal);
        kind = PlainNumber;
        if (end >= 0)
        {
            if (!TryNumber(name.AsSpan(end + 1), out ulong domain) || domain > byte.MaxValue)
            {
                number = 0;
                return false;
            }

            kind = NumberOfDomain + domain;
        }

        return TryNumber(end < 0 ? name : name.AsSpan(0, end), out number);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out ulong number) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (digits.Length == 1 || digits[0] != '0');
}
