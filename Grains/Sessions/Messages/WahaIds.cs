using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>What a message's full id says of it.</summary>
internal sealed record MessageName(bool FromMe, Jid Chat, string Id, Jid? Participant);

/// <summary>Ids as WAHA writes them, and callers too.</summary>
internal static class WahaIds
{
    private const string Phones = "c.us";
    private const int MinDigits = 5;
    private const int MaxDigits = 20;

    /// <summary>An account, group or list; accounts by phone number end with @c.us.</summary>
    public static string Of(Jid jid) => jid.Kind == JidKind.User ? $"{jid.User}@{Phones}" : jid.ToAccount().ToString();

    /// <summary>A message's id, by which it is known in all chats.</summary>
    public static string OfMessage(bool fromMe, Jid chat, string id, Jid? participant) => string.Create(
        CultureInfo.InvariantCulture, $"{(fromMe ? "true" : "false")}_{Of(chat)}_{id}{(participant is null ? "" : $"_{Of(participant)}")}");

    /// <summary>The message's own id, out of either form.</summary>
    public static string BareId(string id) => id.Split('_') is [_, _, var bare, ..] ? bare : id;

    /// <summary>What a full id says; null if it isn't one.</summary>
    public static MessageName? TryParseMessage(string id)
    {
        if (id.Split('_', 4) is not [("true" or "false") and var fromMe, var chat, { Length: > 0 } bare, .. var rest] || !TryParseChat(chat, out var inChat))
            return null;
        var participant = rest is [var sender] && TryParseChat(sender, out var by) ? by : null;
        return new MessageName(fromMe == "true", inChat, bare, participant);
    }

    /// <summary>A chat as callers write it.</summary>
    /// <exception cref="ArgumentException">There can't be such a chat.</exception>
    public static Jid ParseChat(string? text) => TryParseChat(text, out var chat)
        ? chat
        : throw new ArgumentException("chatId must be a phone number, or an id that ends with @c.us, @lid or @g.us.");

    private static bool TryParseChat(string? text, [NotNullWhen(true)] out Jid? chat)
    {
        chat = null;
        if (text is null) // as in a list of a caller's
            return false;
        var number = text.TrimStart('+');
        if (number.Length is >= MinDigits and <= MaxDigits && number.All(char.IsAsciiDigit))
        {
            chat = new Jid(number, JidServer.User);
            return true;
        }

        if (text.EndsWith($"@{Phones}", StringComparison.Ordinal))
            text = $"{text[..^Phones.Length]}{JidServer.User}";
        chat = Jid.TryParse(text, out var jid) && jid.Kind is JidKind.User or JidKind.Lid or JidKind.Group or JidKind.Status ? jid.ToAccount() : null;
        return chat is not null;
    }
}
