using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Events;

/// <summary>An account has a new identity key: someone installed WhatsApp anew, or has a new phone. Messages go on.</summary>
/// <param name="Account">Whose, as the server named it.</param>
/// <param name="Lid">The same by hidden id, if the server said it.</param>
/// <param name="At">When.</param>
public sealed record IdentityChanged(Jid Account, Jid? Lid, DateTimeOffset At) : ClientEvent;

/// <summary>Devices were linked to another account, or unlinked from it.</summary>
/// <param name="Account">Whose, as the server named it.</param>
/// <param name="Added">New devices.</param>
/// <param name="Removed">Devices that are no more.</param>
/// <param name="At">When.</param>
public sealed record DevicesChanged(Jid Account, IReadOnlyList<Jid> Added, IReadOnlyList<Jid> Removed, DateTimeOffset At) : ClientEvent;

/// <summary>Devices were linked to this account, or unlinked from it.</summary>
/// <param name="Devices">All that there are now.</param>
/// <param name="At">When.</param>
public sealed record OwnDevicesChanged(IReadOnlyList<Jid> Devices, DateTimeOffset At) : ClientEvent;

/// <summary>An account's or a group's picture changed.</summary>
/// <param name="Subject">Whose picture.</param>
/// <param name="By">Who did it, if the server said it.</param>
/// <param name="PictureId">The new picture's id; null if there is none any more, or the server didn't say it.</param>
/// <param name="IsRemoved">Whether there is no picture any more.</param>
/// <param name="At">When.</param>
public sealed record PictureChanged(Jid Subject, Jid? By, string? PictureId, bool IsRemoved, DateTimeOffset At) : ClientEvent;

/// <summary>What an account says about itself changed.</summary>
/// <param name="Account">Whose.</param>
/// <param name="About">The text; null if the server didn't send it along.</param>
/// <param name="At">When.</param>
public sealed record AboutChanged(Jid Account, string? About, DateTimeOffset At) : ClientEvent;

/// <summary>How long messages of new chats stay changed, for an account or for this one.</summary>
/// <param name="Account">Whose default.</param>
/// <param name="Duration">How long; zero if they stay.</param>
/// <param name="At">When.</param>
public sealed record DisappearingModeChanged(Jid Account, TimeSpan Duration, DateTimeOffset At) : ClientEvent;

/// <summary>Another device of the account blocked or unblocked someone.</summary>
/// <param name="Blocked">Who is blocked now.</param>
/// <param name="Unblocked">Who no longer is.</param>
/// <param name="IsStale">Whether more may have changed than is said here: the list must be fetched anew.</param>
public sealed record BlocklistChanged(IReadOnlyList<Jid> Blocked, IReadOnlyList<Jid> Unblocked, bool IsStale) : ClientEvent;

/// <summary>Another device of the account changed who may see or do what.</summary>
/// <param name="Settings">The new values by category; empty if the server only said that something changed.</param>
public sealed record PrivacyChanged(IReadOnlyDictionary<string, string> Settings) : ClientEvent;

/// <summary>Something about a contact changed: name, picture, or that it is on WhatsApp at all.</summary>
/// <param name="Contact">Who; null if the server only gave a hash of the number.</param>
/// <param name="At">When.</param>
public sealed record ContactChanged(Jid? Contact, DateTimeOffset At) : ClientEvent;

/// <summary>A contact has a new phone number.</summary>
/// <param name="Old">The number before.</param>
/// <param name="New">The number now.</param>
/// <param name="OldLid">The hidden id before, if the server said it.</param>
/// <param name="NewLid">The hidden id now, if the server said it.</param>
/// <param name="At">When.</param>
public sealed record NumberChanged(Jid Old, Jid New, Jid? OldLid, Jid? NewLid, DateTimeOffset At) : ClientEvent;

/// <summary>The server notified of something that this client makes nothing of. It has been acknowledged.</summary>
/// <param name="Type">The notification's type.</param>
/// <param name="Tag">The tag of what is in it; null if it is empty.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="Count">How many there have been since the client was made, this one included.</param>
public sealed record NotificationIgnored(string? Type, string? Tag, Jid? From, long Count) : ClientEvent;
