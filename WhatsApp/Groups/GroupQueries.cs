using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Groups;

/// <summary>What is asked about groups: <c>w:g2</c>, to a group or to the server of all groups.</summary>
internal sealed class GroupQueries(IServer server)
{
    internal const string Xmlns = "w:g2";

    /// <exception cref="GroupException">The server refused; one type for each reason.</exception>
    /// <exception cref="RequestException">The server wasn't reached, or refused for another reason.</exception>
    internal async Task<Node> AskAsync(string type, Jid to, Node content)
    {
        try
        {
            return await server.RequestAsync(type, Xmlns, [content], to);
        }
        catch (RequestRefusedException e)
        {
            throw GroupException.Of(e);
        }
    }

    /// <summary>What became of each member in an answer.</summary>
    internal static IReadOnlyList<ParticipantResult> ReadResults(Node? answer) =>
        [.. answer?.ChildrenTagged("participant").Select(ReadResult).OfType<ParticipantResult>() ?? []];

    private static ParticipantResult? ReadResult(Node participant)
    {
        if (participant.Jid("jid") is not { } id)
            return null;
        var code = participant.Number("error");
        var invitation = participant.Child("add_request") is { } request && request["code"] is { } text
            ? new PersonalInvitation(text, request.Time("expiration"))
            : null;
        return new ParticipantResult(id, OutcomeOf(code), code, invitation);
    }

    private static ParticipantOutcome OutcomeOf(int? code) => code switch
    {
        null or 0 or 200 => ParticipantOutcome.Done,
        403 => ParticipantOutcome.NeedsInvitation,
        404 => ParticipantOutcome.NotFound,
        408 => ParticipantOutcome.LeftRecently,
        409 => ParticipantOutcome.AlreadySo,
        _ => ParticipantOutcome.Failed,
    };
}
