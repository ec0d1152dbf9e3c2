using QRCoder;

namespace Wasilo.Api.Sessions;

/// <summary>Draws QR codes.</summary>
internal static class QrImage
{
    private const int PixelsPerModule = 6;

    /// <summary>A PNG with a quiet zone around the code.</summary>
    public static byte[] Png(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L); // as WhatsApp Web; the code is long
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }
}
