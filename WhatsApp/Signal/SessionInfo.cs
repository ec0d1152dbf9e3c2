using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>What tells the current session with a device from another one.</summary>
/// <param name="RegistrationId">The device's registration id. It may be 0, and may stay the same when the device is set up anew.</param>
/// <param name="Identity">The device's identity key.</param>
/// <param name="BaseKey">The base key of whoever began it: a new session has a new one.</param>
/// <param name="IsAnswered">Whether the other side is known to have it; until then messages are prekey messages.</param>
internal sealed record SessionInfo(uint RegistrationId, PublicKey Identity, PublicKey BaseKey, bool IsAnswered);

/// <summary>A device has another identity key than before: it was set up anew, or someone else answers for it.</summary>
internal sealed record IdentityChange(SignalAddress Address, PublicKey Former, PublicKey Current);
