namespace Wasilo.Api.Sessions;

/// <summary>A QR code on show. Whoever sees it can link the device.</summary>
/// <param name="Text">What is in it.</param>
/// <param name="ExpiresAt">How long it can be scanned.</param>
internal sealed record QrCode(string Text, DateTimeOffset? ExpiresAt)
{
    /// <summary>Drawn.</summary>
    public byte[] ToPng() => QrImage.Png(Text);

    /// <summary>Drawn, for the <c>src</c> of an image.</summary>
    public string ToDataUri() => $"data:image/png;base64,{Convert.ToBase64String(ToPng())}";

    /// <summary>Without the code.</summary>
    public override string ToString() => $"QrCode until {ExpiresAt:O}";
}
