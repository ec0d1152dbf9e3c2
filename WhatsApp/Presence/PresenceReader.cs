using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Presence;

/// <summary>Reads <c>presence</c> and <c>chatstate</c>. Neither is acknowledged.</summary>
internal static class PresenceReader
{
    /// <summary><c>&lt;presence from [type="unavailable"] [last="UNIX|deny|none"]/&gt;</c></summary>
    internal static PresenceChanged? ReadPresence(Node presence)
    {
        if (presence.Jid("from") is not { } from)
            return null;
        bool isAvailable = presence["type"] != "unavailable";
        return new PresenceChanged(from, isAvailable, isAvailable ? null : presence.Time("last"));
    }

    /// <summary><c>&lt;chatstate from [participant]&gt;&lt;composing [media="audio"]/&gt;|&lt;paused/&gt;&lt;/chatstate&gt;</c></summary>
    internal static ChatStateChanged? ReadChatState(Node chatState)
    {
        if (chatState.Jid("from") is not { } from || chatState.Children is not [var state, ..] || StateOf(state) is not { } known)
            return null;
        return new ChatStateChanged(from.ToAccount(), (chatState.Jid("participant") ?? from).ToAccount(), known);
    }

    private static ChatState? StateOf(Node state) => state.Tag switch
    {
        "composing" when state["media"] == "audio" => ChatState.Recording,
        "composing" => ChatState.Typing,
        "recording" => ChatState.Recording,
        "paused" => ChatState.Paused,
        _ => null,
    };
}
