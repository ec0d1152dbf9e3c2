using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>Trees of everything that a node can hold; the same ones for the same seed.</summary>
internal sealed class RandomNodes(Random random)
{
    private static readonly string[] Servers =
    [
        JidServer.User, JidServer.LegacyUser, JidServer.Lid, JidServer.Group, JidServer.Broadcast, JidServer.Newsletter, JidServer.Bot,
        JidServer.Hosted, JidServer.HostedLid, JidServer.Messenger, JidServer.Call, "elsewhere",
    ];

    public Node Next() => Next(random.Next(1, 5));

    private Node Next(int depth)
    {
        var attributes = new NodeAttribute[random.Next(6)];
        for (var i = 0; i < attributes.Length; i++)
            attributes[i] = random.Next(3) == 0 ? ($"{i}{Text()}", Address()) : ($"{i}{Text()}", Text());
        NodeContent content = random.Next(5) switch
        {
            0 => Bytes(random.Next(40)),
            1 => Bytes(random.Next(600)),
            2 => Text(),
            3 when depth > 0 => NodeContent.Of([.. Enumerable.Range(0, random.Next(5)).Select(_ => Next(depth - 1))]),
            _ => default,
        };
        return new Node(Text() is { Length: > 0 } tag ? tag : "x", [.. attributes], content);
    }

    public Jid Address() => random.Next(10) switch
    {
        0 => Jid.WhatsApp,
        1 => Jid.Status,
        2 => Jid.Parse($"{random.Next(65536)}-{Digits(9)}:{random.Next(65536)}@interop"),
        3 => Jid.Parse($"{Digits(11)}_{random.Next(256)}:{random.Next(300)}@s.whatsapp.net"),
        4 => Jid.Parse($"{Text()}@{Text()}x"),
        _ => Account(Servers[random.Next(Servers.Length)]),
    };

    public string Text() => random.Next(8) switch
    {
        0 => Tokens.Single((byte)random.Next(1, 236)),
        1 => Tokens.Double(random.Next(4), (byte)random.Next(256)),
        2 => Digits(random.Next(1, 140)),
        3 => Characters("0123456789ABCDEF", random.Next(1, 140)),
        4 => Characters("0123456789-.", random.Next(1, 20)),
        5 => Characters("aéß語@:_.-\0 ", random.Next(0, 120)),
        6 => Characters("abcdef", random.Next(300)),
        _ => "👩‍👩‍👧" + Digits(2),
    };

    private Jid Account(string server)
    {
        var highest = server switch
        {
            JidServer.User or JidServer.Lid or JidServer.Hosted or JidServer.HostedLid => 255,
            JidServer.Messenger => 65535,
            _ => 0,
        };
        return new Jid(Digits(15), server, random.Next(2) * random.Next(highest + 1));
    }

    private string Digits(int count) => Characters("0123456789", count);

    private string Characters(string alphabet, int count) => new(random.GetItems<char>(alphabet, count));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
