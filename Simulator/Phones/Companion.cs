using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Phones;

/// <summary>A device that was linked without pairing: what the server knows of it, and what its client must have in its store.</summary>
/// <param name="Device">The server's side.</param>
/// <param name="Credentials">The client's side.</param>
/// <param name="PreKeys">The one-time prekeys that the server has of it, with their private halves.</param>
public sealed record Companion(Device Device, Credentials Credentials, IReadOnlyList<PreKey> PreKeys);
