namespace Wasilo.Simulator.Routing;

/// <summary>What the sender of a message hears about it.</summary>
/// <param name="Error">Why it wasn't taken; null if it was.</param>
/// <param name="DeviceHash">
/// The hash of the device list that it should have been encrypted for, where it wasn't: the sender asks for the list again then.
/// </param>
internal readonly record struct Outcome(int? Error, string? DeviceHash = null)
{
    /// <summary>Taken.</summary>
    public static readonly Outcome Done;

    /// <summary>Baileys knows 479 as a stanza that the server can't make sense of.</summary>
    public static readonly Outcome Malformed = new(479);

    public static readonly Outcome NotFound = new(404);

    public static readonly Outcome Forbidden = new(403);

    public static readonly Outcome NotImplemented = new(501);
}
