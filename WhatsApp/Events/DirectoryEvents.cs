using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Events;

/// <summary>The list that says which devices of an account are valid doesn't bear the account's signature. All devices are written to.</summary>
/// <param name="Account">Whose list it is.</param>
public sealed record DeviceListDoubted(Jid Account) : ClientEvent;
