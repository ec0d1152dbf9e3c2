namespace Wasilo.Grains.Abstractions.Messages;

/// <summary>
/// What a session writes and has received. Its key is the session's id, and it is the same grain as <see cref="Sessions.ISessionGrain"/>. A
/// session that doesn't exist answers null.
/// </summary>
[Alias("wasilo.ISessionMessagesGrain")]
public interface ISessionMessagesGrain : IGrainWithStringKey
{
    /// <summary>Sends a message, and returns when WhatsApp has it.</summary>
    [Alias("Send")]
    Task<SendAnswer?> Send(MessageRequest request);

    /// <summary>Shows others something, and returns when it has left; of what was seen, the answer's message is the ids as JSON.</summary>
    [Alias("Show")]
    Task<SendAnswer?> Show(ChatAction action);

    /// <summary>A message that is kept, as WAHA's JSON; empty if there is none of that id in the chat.</summary>
    /// <exception cref="ArgumentException">There can't be such a chat.</exception>
    [Alias("FindMessage")]
    Task<string?> FindMessage(string chat, string id);

    /// <summary>The chats, the one with the latest message first, each as JSON.</summary>
    /// <param name="limit">At most 1,000.</param>
    /// <param name="offset">How many are left out.</param>
    [Alias("ListChats")]
    Task<string[]?> ListChats(int limit, int offset);

    /// <summary>A chat's messages, the latest first, each as WAHA's JSON of a message.</summary>
    /// <param name="chat">As callers write it; null for those of all chats.</param>
    /// <param name="limit">At most 1,000.</param>
    /// <param name="offset">How many are left out.</param>
    /// <exception cref="ArgumentException">There can't be such a chat.</exception>
    [Alias("ListMessages")]
    Task<string[]?> ListMessages(string? chat, int limit, int offset);
}
