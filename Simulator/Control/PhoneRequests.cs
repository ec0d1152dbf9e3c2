using System.ComponentModel;

namespace Wasilo.Simulator.Control;

/// <summary>A phone to be made.</summary>
/// <param name="Number">The number's digits, with the country code and without a plus.</param>
/// <param name="Name">The name that others see; by default the number.</param>
/// <param name="Lid">The digits of its hidden id; by default some.</param>
/// <param name="Platform">android, iphone, smba or smbi.</param>
public sealed record CreatePhoneRequest(
    string Number, string? Name = null, string? Lid = null, [property: DefaultValue("android")] string Platform = "android");

/// <summary>A scan.</summary>
/// <param name="Qr">The text of the QR code that the client shows.</param>
public sealed record ScanRequest(string Qr);

/// <summary>A code typed in.</summary>
/// <param name="Code">The 8 characters that the client shows; a dash between them doesn't matter.</param>
public sealed record EnterCodeRequest(string Code);

/// <summary>What to unlink.</summary>
/// <param name="Device">The device's number; all devices if it is left out.</param>
public sealed record UnlinkRequest(int? Device = null);
