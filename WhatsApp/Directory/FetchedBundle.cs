using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Directory;

/// <summary>What the server handed out for a device.</summary>
/// <param name="Bundle">The device's keys.</param>
/// <param name="DeviceIdentity">A companion's signed identity, encoded, verified; empty for phones, and where there was none.</param>
/// <param name="AccountKey">The account's key that signed it; null without a signed identity.</param>
/// <param name="IsOtherAccount">
/// Whether that isn't the identity that the account's phone had last. The phone may be new, and identities are trusted as they come; but
/// then the account's other sessions are void.
/// </param>
internal sealed record FetchedBundle(
    PreKeyBundle Bundle, ReadOnlyMemory<byte> DeviceIdentity, PublicKey? AccountKey, bool IsOtherAccount);
