namespace Wasilo.Api.Sessions.Cards;

/// <summary>
/// Letters of five by seven pixels, each a byte a row. Machines that run servers often have no fonts at all, and no drawing library
/// brings one.
/// </summary>
internal static class PixelFont
{
    public const int Width = 5;
    public const int Height = 7;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.: ";

    private static readonly byte[] Rows = Convert.FromHexString(
        "0E11111F111111" + "1E11111E11111E" + "0E11101010110E" + "1E11111111111E" + "1F10101E10101F" + "1F10101E101010" + "0E11101711110E" +
        "1111111F111111" + "0E04040404040E" + "0101010111110E" + "11121418141211" + "1010101010101F" + "111B1515111111" + "11191513111111" +
        "0E11111111110E" + "1E11111E101010" + "0E11111115120D" + "1E11111E141211" + "0F10100E01011E" + "1F040404040404" + "1111111111110E" +
        "11111111110A04" + "11111115151B11" + "11110A040A1111" + "11110A04040404" + "1F01020408101F" +
        "0E11131519110E" + "040C040404040E" + "0E11010608101F" + "0E11010601110E" + "02060A121F0202" + "1F101E0101110E" + "0608101E11110E" +
        "1F010204080808" + "0E11110E11110E" + "0E11110F01020C" +
        "0000000000001F" + "0000000E000000" + "0004041F040400" + "00000000000C0C" + "000C0C000C0C00" + "00000000000000");

    /// <summary>Whether a letter has ink there. Small letters are as large ones, and what is unknown is empty.</summary>
    public static bool HasInk(char letter, int x, int y)
    {
        var at = Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
        return at >= 0 && (Rows[(at * Height) + y] & (1 << (Width - 1 - x))) != 0;
    }
}
