namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>The QR code on show, or none.</summary>
/// <param name="Status">What the session was when it was asked.</param>
/// <param name="Text">What is in the code; null if none is on show. Whoever sees it can link the device.</param>
/// <param name="ExpiresAt">How long it can be scanned.</param>
[GenerateSerializer, Immutable, Alias("wasilo.QrAnswer")]
public sealed record QrAnswer(SessionStatus Status, string? Text = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"QrAnswer {{ Status = {Status}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>Why there is no pairing code.</summary>
[GenerateSerializer, Alias("wasilo.PairingCodeRefusal")]
public enum PairingCodeRefusal
{
    /// <summary>The session doesn't wait to be paired.</summary>
    NotPairing,

    /// <summary>The phone number or the chosen code can't be.</summary>
    Invalid,

    /// <summary>WhatsApp didn't give one.</summary>
    RefusedByServer,
}

/// <summary>A pairing code, or why there is none.</summary>
/// <param name="Status">What the session was when it was asked.</param>
/// <param name="Code">As it is shown, with a hyphen. It isn't for logs.</param>
/// <param name="Refusal">Null with a code.</param>
/// <param name="Message">The refusal in words.</param>
[GenerateSerializer, Immutable, Alias("wasilo.PairingCodeAnswer")]
public sealed record PairingCodeAnswer(
    SessionStatus Status, string? Code = null, PairingCodeRefusal? Refusal = null, string? Message = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"PairingCodeAnswer {{ Status = {Status}, Refusal = {Refusal} }}";
}
