using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>What a device hears about the stanzas that have waited for it.</summary>
internal static class Backlog
{
    /// <summary>Before them: how many there are of each kind.</summary>
    public static Node Preview(int count, ReadOnlySpan<int> counts) => Tell(new Node("offline_preview",
    [
        ("count", count),
        ("message", counts[(int)StanzaKind.Message]),
        ("receipt", counts[(int)StanzaKind.Receipt]),
        ("notification", counts[(int)StanzaKind.Notification]),
        ("appdata", 0),
        ("calls", counts[(int)StanzaKind.Call]),
        ("status", 0),
    ]));

    /// <summary>Behind them.</summary>
    public static Node End(int count) => Tell(new Node("offline", [("count", count)]));

    private static Node Tell(Node news) => new("ib", [("from", Jid.WhatsApp)], news);
}
