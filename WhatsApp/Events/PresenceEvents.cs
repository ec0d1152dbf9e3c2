using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Presence;

namespace Wasilo.WhatsApp.Events;

/// <summary>Someone whose presence was subscribed to came or went.</summary>
/// <param name="Account">Who, or the group of which the server says how many are there.</param>
/// <param name="IsAvailable">Which.</param>
/// <param name="LastSeen">When they were last there; null if they are, or don't show it.</param>
public sealed record PresenceChanged(Jid Account, bool IsAvailable, DateTimeOffset? LastSeen) : ClientEvent;

/// <summary>Someone is writing or recording, or stopped. Ends by itself after about 25 s, without another event.</summary>
/// <param name="Chat">The chat: the account itself, or a group.</param>
/// <param name="Sender">Who.</param>
/// <param name="State">What they do.</param>
public sealed record ChatStateChanged(Jid Chat, Jid Sender, ChatState State) : ClientEvent;
