using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Names a message: what the field calls its key.</summary>
/// <param name="Chat">The chat that it is in.</param>
/// <param name="Id">Its id; unique within what one sender writes in one chat, if they are honest.</param>
/// <param name="FromMe">
/// Whether the one who names it sent it. In received content that is the sender of that content, not this device's account.
/// </param>
/// <param name="Sender">Who sent it, where the chat doesn't tell: in groups, communities and status.</param>
public sealed record MessageReference(Jid? Chat, string Id, bool FromMe, Jid? Sender = null);
