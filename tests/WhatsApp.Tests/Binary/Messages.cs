using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

internal static class Messages
{
    /// <summary>A text of a contact as a server delivers it.</summary>
    public static readonly Node Incoming = new("message",
        [
            ("from", Jid.Parse("15550000001:3@s.whatsapp.net")), ("type", "text"), ("id", "3EB0C4A1B2D3E4F5A6B7"), ("t", 1_790_000_000),
            ("notify", "Alice Example"), ("sender_lid", Jid.Parse("100000000000001@lid")),
        ],
        [new Node("enc", [("v", "2"), ("type", "msg")], Enumerable.Range(0, 150).Select(i => (byte)(i * 37)).ToArray())]);
}
