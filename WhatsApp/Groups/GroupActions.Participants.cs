using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Who is in a group.</summary>
public sealed partial class GroupActions
{
    /// <summary>Adds members.</summary>
    public async Task<IReadOnlyList<ParticipantResult>> AddAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        await ChangeMembersAsync(group, "add", await DescribeAsync(participants), cancellationToken);

    /// <summary>Removes members.</summary>
    public Task<IReadOnlyList<ParticipantResult>> RemoveAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(group, "remove", Name(participants), cancellationToken);

    /// <summary>Makes members admins.</summary>
    public Task<IReadOnlyList<ParticipantResult>> PromoteAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(group, "promote", Name(participants), cancellationToken);

    /// <summary>Makes admins ordinary members.</summary>
    public Task<IReadOnlyList<ParticipantResult>> DemoteAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(group, "demote", Name(participants), cancellationToken);

    /// <summary>Who asks to be let in.</summary>
    public async Task<IReadOnlyList<JoinRequest>> ListJoinRequestsAsync(Jid group, CancellationToken cancellationToken = default)
    {
        Require(group);
        var answer = await _queries.AskAsync("get", group, new Node("membership_approval_requests")).WaitAsync(cancellationToken);
        var requests = answer.Child("membership_approval_requests")?.ChildrenTagged("membership_approval_request") ?? [];
        return [.. requests.Select(ReadRequest).OfType<JoinRequest>()];
    }

    /// <summary>Lets in some of those who ask for it.</summary>
    public Task<IReadOnlyList<ParticipantResult>> ApproveJoinRequestsAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        AnswerRequestsAsync(group, "approve", participants, cancellationToken);

    /// <summary>Refuses some of those who ask to be let in.</summary>
    public Task<IReadOnlyList<ParticipantResult>> RejectJoinRequestsAsync(
        Jid group, IEnumerable<Jid> participants, CancellationToken cancellationToken = default) =>
        AnswerRequestsAsync(group, "reject", participants, cancellationToken);

    private static IReadOnlyList<Node> Name(IEnumerable<Jid> participants) =>
        [.. RequireAccounts(participants).Select(account => new Node("participant", [("jid", account)]))];

    private static JoinRequest? ReadRequest(Node request) => request.Jid("jid") is { } id
        ? new JoinRequest(id, request.Time("request_time"), request["request_method"], request.Jid("requestor"))
        : null;

    private async Task<IReadOnlyList<ParticipantResult>> ChangeMembersAsync(
        Jid group, string action, IReadOnlyList<Node> members, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(group, new Node(action, content: [.. members]), cancellationToken);
        return GroupQueries.ReadResults(answer.Child(action));
    }

    private async Task<IReadOnlyList<ParticipantResult>> AnswerRequestsAsync(
        Jid group, string action, IEnumerable<Jid> participants, CancellationToken cancellationToken)
    {
        var change = new Node("membership_requests_action", content: [new Node(action, content: [.. Name(participants)])]);
        var answer = await ChangeAsync(group, change, cancellationToken);
        return GroupQueries.ReadResults(answer.Child("membership_requests_action")?.Child(action));
    }
}
