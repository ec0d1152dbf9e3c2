using Wasilo.Simulator.Errors;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone says beside messages.</summary>
internal static class PhoneSignals
{
    /// <exception cref="UnknownMessageException">The phone doesn't remember it.</exception>
    public static LoggedMessage Find(PrimaryDevice primary, string id) =>
        primary.Log.TryFind(id, out var message) ? message : throw new UnknownMessageException(id);

    public static void Read(PrimaryDevice primary, IReadOnlyList<string> ids)
    {
        var messages = ids.Select(id => Find(primary, id)).ToArray();
        if (messages is not [var first, .. var others])
            return;
        if (others.Any(other => other.Chat != first.Chat || (first.IsInGroup && other.Sender != first.Sender)))
            throw new InvalidActionException("Messages that are read together are of one chat, and in groups of one sender.");
        Node[] items = [.. others.Select(static other => new Node("item", [("id", other.Id)]))];
        primary.Server.Receipts.Take(primary.Self, new Node(
            "receipt",
            [
                ("id", first.Id),
                ("to", first.Chat),
                ("type", "read"),
                ("participant", first.IsInGroup ? first.Sender : null),
                ("t", primary.Server.Time.GetUtcNow().ToUnixTimeSeconds()),
            ],
            items.Length == 0 ? default(NodeContent) : new Node("list", default, NodeContent.Of(items))));
    }

    public static void Type(PrimaryDevice primary, Jid to, TypingState state) => primary.Server.ChatStates.Take(primary.Self, new Node(
        "chatstate",
        [("to", to)],
        state == TypingState.Paused
            ? new Node("paused")
            : new Node("composing", [("media", state == TypingState.Recording ? "audio" : null)])));

    public static string Call(PrimaryDevice primary, Jid to, bool video)
    {
        var id = primary.NextId();
        var audio = new Node("audio", [("enc", "opus"), ("rate", "16000")]);
        Node[] media = video ? [audio, new Node("video")] : [audio];
        Say(primary, to, new Node(
            "offer", [("call-id", id), ("call-creator", primary.Phone.In(to.Kind == JidKind.Lid))], NodeContent.Of(media)));
        return id;
    }

    public static void HangUp(PrimaryDevice primary, Jid to, string callId) => Say(primary, to, new Node(
        "terminate", [("call-id", callId), ("call-creator", primary.Phone.In(to.Kind == JidKind.Lid)), ("reason", "timeout")]));

    private static void Say(PrimaryDevice primary, Jid to, Node about)
    {
        if (!primary.Server.Phones.TryFind(to, out _))
            throw new UnknownPhoneException(to.User);
        primary.Server.Calls.Take(primary.Self, new Node("call", [("id", primary.NextId()), ("to", to)], about));
    }
}
