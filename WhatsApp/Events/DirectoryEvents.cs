using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Events;

/// <summary>The list of an account's valid devices doesn't bear the account's signature. All its devices are written to.</summary>
/// <param name="Account">Whose list it is.</param>
public sealed record DeviceListDoubted(Jid Account) : ClientEvent;

/// <summary>A device's keys don't bear the signatures that tie it to its account. Nothing is sent to it.</summary>
/// <param name="Device">Which.</param>
public sealed record DeviceRefused(Jid Device) : ClientEvent;
