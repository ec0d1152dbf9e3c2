using Wasilo.Simulator.Routing;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>
/// Tokens by which people tell the server that they know each other. Who issues one names only the other; the server makes it and brings it
/// there. Nothing here asks for one.
/// </summary>
internal static class PrivacyTokens
{
    private const int Length = 16;
    private const int Limit = 100;

    public static Answer Issue(Query query, Node tokens)
    {
        if (tokens.Children.Length > Limit)
            return Answer.BadRequest;
        var server = query.Server;
        var issuer = query.Party.Phone;
        foreach (var asked in tokens.ChildrenTagged("token"))
        {
            if (asked.Jid("jid") is not { } jid || !server.Phones.TryFind(jid, out var phone) || phone == issuer)
                continue;
            var token = new byte[Length];
            server.Random.Fill(token);
            var lid = jid.Kind == JidKind.Lid;
            var news = new Node("tokens", default, new Node(
                "token", [("jid", jid.ToAccount()), ("type", asked["type"] ?? "trusted_contact"), ("t", asked["t"])], token));
            var stanza = Stanza.Notification(issuer.In(lid), "privacy_token", server.NextId(), server.Time.GetUtcNow(), news)
                .With((lid ? "sender_pn" : "sender_lid", issuer.In(!lid)));
            server.Courier.DeliverToAll(phone, StanzaKind.Notification, issuer.Number, stanza);
        }

        return Answer.Of(new Node("tokens"));
    }
}
