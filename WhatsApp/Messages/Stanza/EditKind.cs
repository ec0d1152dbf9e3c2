using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Values of a message node's attribute edit: what the message does to another one.</summary>
internal static class EditKind
{
    internal const string Message = "1";
    internal const string Pin = "2";
    internal const string Admin = "3"; // newsletters only
    internal const string SenderRevoke = "7";
    internal const string AdminRevoke = "8";

    /// <summary>The one of an unwrapped message; null if it is a message of its own.</summary>
    internal static string? Of(Message content) => content switch
    {
        { ProtocolMessage: { HasType: true, Type: ProtocolMessage.Types.Type.Revoke, Key: { } key } } => OfRevoke(key),
        { ProtocolMessage: { Type: ProtocolMessage.Types.Type.MessageEdit, EditedMessage: not null } } => Message,
        { ReactionMessage: { HasText: true, Text: "" } } => SenderRevoke,
        { KeepInChatMessage: { KeepType: KeepType.UndoKeepForAll, Key.FromMe: true } } => SenderRevoke,
        { PinInChatMessage: not null } => Pin,
        _ => null,
    };

    private static string OfRevoke(MessageKey key) => key.FromMe ? SenderRevoke : AdminRevoke;
}
