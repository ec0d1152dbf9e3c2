using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Events;

/// <summary>The base of everything that a client reports.</summary>
public abstract record ClientEvent
{
    private protected ClientEvent()
    {
    }
}

/// <summary>The connection's state changed.</summary>
/// <param name="State">What it is now.</param>
/// <param name="End">How the last connection ended, if that is what changed it.</param>
/// <param name="RetryIn">How long until the next attempt, if there will be one.</param>
public sealed record ConnectionChanged(ConnectionState State, ConnectionEnd? End = null, TimeSpan? RetryIn = null) : ClientEvent;

/// <summary>A QR code to show; it replaces the one before.</summary>
/// <param name="Text">What is in it. Whoever sees it can link the device: it isn't for logs, and not in this event's text.</param>
/// <param name="Lifetime">How long it can be scanned.</param>
public sealed record QrIssued(string Text, TimeSpan Lifetime) : ClientEvent
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"QrIssued {{ Lifetime = {Lifetime} }}";
}

/// <summary>A pairing code to type into the phone.</summary>
/// <param name="Code">As it is shown, with a hyphen. It isn't for logs, and not in this event's text.</param>
/// <param name="PhoneNumber">The account's number, digits only.</param>
public sealed record PairingCodeIssued(string Code, string PhoneNumber) : ClientEvent
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"PairingCodeIssued {{ PhoneNumber = {PhoneNumber} }}";
}

/// <summary>The device belongs to an account now; its credentials are stored. A login follows.</summary>
/// <param name="Id">The device's address by phone number.</param>
/// <param name="Lid">Its address by hidden id.</param>
/// <param name="Platform">What the phone runs.</param>
/// <param name="BusinessName">The account's business name, if it is a business.</param>
public sealed record Paired(Jid Id, Jid? Lid, string? Platform, string? BusinessName) : ClientEvent;

/// <summary>The phone agreed, but what it sent isn't genuine. The client has stopped.</summary>
/// <param name="Exception">What was wrong.</param>
public sealed record PairingFailed(PairingException Exception) : ClientEvent;

/// <summary>The device is no longer the account's, and everything of it has been deleted.</summary>
/// <param name="Reason">Why.</param>
public sealed record LoggedOut(EndReason Reason) : ClientEvent;

/// <summary>The server says how much it kept while the device was away; it comes now.</summary>
/// <param name="Count">Of everything.</param>
/// <param name="Messages">Of messages.</param>
public sealed record OfflineBacklog(int Count, int Messages) : ClientEvent;

/// <summary>Everything that the server kept while the device was away has been sent.</summary>
/// <param name="Count">How much it was.</param>
public sealed record OfflineDelivered(int Count) : ClientEvent;

/// <summary>Something about the account changed while the device was away.</summary>
/// <param name="Type">What: account_sync, groups.</param>
/// <param name="Timestamp">When, in Unix seconds, as the server writes it.</param>
public sealed record DirtyReported(string Type, string? Timestamp) : ClientEvent;

/// <summary>What the server said about the account after a login. What it didn't say is null.</summary>
/// <param name="Properties">The server's own settings by their numbers.</param>
/// <param name="Blocklist">Whom the account has blocked.</param>
/// <param name="Privacy">Who may see or do what, by category (readreceipts, last, groupadd, ...): all, contacts, none and others.</param>
public sealed record AccountReported(
    IReadOnlyDictionary<string, string>? Properties,
    IReadOnlyList<Jid>? Blocklist,
    IReadOnlyDictionary<string, string>? Privacy) : ClientEvent;

/// <summary>A stanza that can't be read was left out; those after it are read as before.</summary>
/// <param name="Fault">What was wrong with it.</param>
public sealed record StanzaSkipped(BinaryNodeFault Fault) : ClientEvent;
