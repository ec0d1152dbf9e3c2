using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>A message that the server has taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">Where it went, in the addressing in which it went.</param>
/// <param name="At">The server's time.</param>
public sealed record SentMessage(string Id, Jid Chat, DateTimeOffset At);
