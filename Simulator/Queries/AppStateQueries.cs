using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>App state: every collection is empty. Changes are refused as a whole, so that no client believes them kept.</summary>
internal static class AppStateQueries
{
    public static Answer Answer(Query query)
    {
        if (query.Iq.Child("sync") is not { } sync)
            return Queries.Answer.BadRequest;
        var collections = sync.ChildrenTagged("collection").ToList();
        return collections.Any(static collection => collection.Child("patch") is not null)
            ? Queries.Answer.Unknown
            : Queries.Answer.Of(new Node("sync", default, NodeContent.Of(
                [.. collections.Select(static collection => new Node("collection", [("name", collection["name"]), ("version", "0")]))])));
    }
}
