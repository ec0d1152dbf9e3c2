using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>Groups: nobody is in one.</summary>
internal static class GroupQueries
{
    public static Answer Answer(Query query) => (query.IsSet, query.Subject?.Tag) switch
    {
        (false, "participating") => Queries.Answer.Of(new Node("groups", content: NodeContent.Of())),
        (false, "query") => Queries.Answer.NotFound,
        _ => Queries.Answer.Unknown,
    };
}
