using Wasilo.Simulator.Groups;

namespace Wasilo.Simulator.Queries;

/// <summary>Which part of the simulator answers a query.</summary>
internal static class QueryTable
{
    public static Answer Answer(Query query) => query.Iq["xmlns"] switch
    {
        "encrypt" => PrekeyQueries.Answer(query),
        "usync" => UserQueries.Answer(query),
        "w:sync:app:state" => AppStateQueries.Answer(query),
        "md" => LinkedDeviceQueries.Answer(query),
        "abt" => SettingsQueries.Properties(query),
        "privacy" => SettingsQueries.Privacy(query),
        "blocklist" => SettingsQueries.Blocklist(query),
        "w:g2" => GroupQueries.Answer(query),
        "w:profile:picture" => Queries.Answer.NotFound, // nobody here has a picture
        // What the simulator keeps no state of, and clients only want confirmed: keep-alive, live traffic on or off, push
        // notifications, news that were taken notice of, statistics.
        "w:p" or "passive" or "urn:xmpp:whatsapp:push" or "urn:xmpp:whatsapp:dirty" or "w:stats" => Queries.Answer.Empty,
        _ => Queries.Answer.Unknown,
    };
}
