using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>An event as it is kept.</summary>
/// <param name="Session">In which session it happened.</param>
/// <param name="Seq">Grows with each event of the session; there may be gaps.</param>
/// <param name="Event">What happened.</param>
public sealed record StoredEvent(SessionId Session, long Seq, SessionEvent Event);
