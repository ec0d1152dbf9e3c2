namespace Wasilo.Simulator.Routing;

/// <summary>By what an acknowledgement finds its stanza.</summary>
/// <param name="Kind">Message, receipt, notification or call.</param>
/// <param name="Id">The stanza's id.</param>
/// <param name="Peer">
/// From whom it came: a phone's number (clients answer by number or by hidden id, with and without device), or the user part of a group.
/// </param>
internal readonly record struct MailKey(StanzaKind Kind, string Id, string Peer);
