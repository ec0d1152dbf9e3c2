namespace Wasilo.WhatsApp.Binary;

/// <summary>The first byte of every value. 1 to 235 are tokens by themselves, 240 to 244 are unused.</summary>
internal static class WireTag
{
    public const byte ListEmpty = 0;
    public const byte LastSingleToken = 235;
    public const byte Dictionary0 = 236;
    public const byte Dictionary3 = 239;
    public const byte InteropJid = 245;
    public const byte MessengerJid = 246;
    public const byte DeviceJid = 247;
    public const byte List8 = 248;
    public const byte List16 = 249;
    public const byte JidPair = 250;
    public const byte Hex8 = 251;
    public const byte Binary8 = 252;
    public const byte Binary20 = 253;
    public const byte Binary32 = 254;
    public const byte Nibble8 = 255;
}
