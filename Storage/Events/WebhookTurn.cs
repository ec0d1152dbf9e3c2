using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>The right to tell one webhook of one session, until it is given back or its time is over.</summary>
/// <param name="Session">Whose events they are.</param>
/// <param name="Webhook">Its id; see <see cref="WebhookIds"/>.</param>
/// <param name="Token">Whose right it is.</param>
/// <param name="Position">Seq of the last event that it is done with.</param>
/// <param name="Wakes">What the row had when the right was given: more by now means that there may be more to tell.</param>
/// <param name="Attempts">How often the event behind <paramref name="Position"/> was tried in vain.</param>
public sealed record WebhookTurn(SessionId Session, string Webhook, string Token, long Position, long Wakes, int Attempts);
