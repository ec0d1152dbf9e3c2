using QRCoder;

namespace Wasilo.Demo;

/// <summary>Draws QR codes in a terminal, two rows of modules in each line.</summary>
internal static class Qr
{
    public static string Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var drawing = new AsciiQRCode(code);
        return drawing.GetGraphicSmall(drawQuietZones: true, invert: false);
    }
}
