using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Groups: making, reading and changing them.</summary>
/// <remarks>
/// What the server refuses is a <see cref="GroupException"/>, one type for each reason; that it wasn't reached is another
/// <see cref="RequestException"/>. What is done about several members has a result for each of them.
/// </remarks>
public sealed partial class GroupActions
{
    private readonly ClientParts _parts;
    private readonly GroupQueries _queries;

    internal GroupActions(ClientParts parts)
    {
        _parts = parts;
        _queries = new GroupQueries(parts.Server);
    }

    // Made when it is needed: an idle client has none.
    private AccountDirectory Known => _parts.Directory;

    /// <summary>Makes a group with this account as its owner.</summary>
    /// <param name="subject">Its name.</param>
    /// <param name="participants">Who is to be in it, besides this account.</param>
    /// <param name="settings">How it is set up; everything is open to all by default.</param>
    /// <param name="cancellationToken">Gives up waiting; the group may be made nonetheless.</param>
    public async Task<CreatedGroup> CreateAsync(
        string subject, IEnumerable<Jid> participants, GroupSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        var members = await DescribeAsync(participants);
        var create = new Node(
            "create", [("subject", subject), ("key", NewKey())], [.. members, .. SettingNodes.Of(settings ?? new GroupSettings())]);
        var answer = await _queries.AskAsync("set", Jid.Groups, create).WaitAsync(cancellationToken);
        if (answer.Child("group") is not { } node || GroupReader.Read(node) is not { } info)
            throw new UnexpectedAnswerException("The server's answer doesn't describe the group that was made.");
        await Known.Lids.LearnAsync(GroupReader.Mappings(info.Participants));
        return new CreatedGroup(info, [.. GroupQueries.ReadResults(node).Where(result => result.Outcome != ParticipantOutcome.Done)]);
    }

    /// <summary>What a group is like now.</summary>
    public Task<GroupInfo> GetAsync(Jid group, CancellationToken cancellationToken = default)
    {
        Require(group);
        return AskAsync().WaitAsync(cancellationToken);

        async Task<GroupInfo> AskAsync()
        {
            try
            {
                return await Known.Groups.AskAsync(group);
            }
            catch (RequestRefusedException e)
            {
                throw GroupException.Of(e);
            }
        }
    }

    /// <summary>All groups that this account is in.</summary>
    public async Task<IReadOnlyList<GroupInfo>> ListAsync(CancellationToken cancellationToken = default)
    {
        var query = new Node("participating", content: [new Node("participants"), new Node("description")]);
        var answer = await _queries.AskAsync("get", Jid.Groups, query).WaitAsync(cancellationToken);
        GroupInfo[] groups = [.. answer.Child("groups")?.ChildrenTagged("group").Select(GroupReader.Read).OfType<GroupInfo>() ?? []];
        await Known.Lids.LearnAsync(groups.SelectMany(group => GroupReader.Mappings(group.Participants)));
        return groups;
    }

    /// <summary>Leaves a group.</summary>
    public async Task LeaveAsync(Jid group, CancellationToken cancellationToken = default)
    {
        Require(group);
        var leave = new Node("leave", content: [new Node("group", [("id", group)])]);
        await _queries.AskAsync("set", Jid.Groups, leave).WaitAsync(cancellationToken);
        Known.Groups.Forget(group);
    }

    private static void Require(Jid group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Kind != JidKind.Group)
            throw new ArgumentException($"'{group}' is no group; the jid of one ends in @{JidServer.Group}.", nameof(group));
    }

    private Task<Node> ChangeAsync(Jid group, Node change, CancellationToken cancellationToken)
    {
        Require(group);
        return ChangeAsync(group, change).WaitAsync(cancellationToken);
    }

    // The server needn't tell the one who did it.
    private async Task<Node> ChangeAsync(Jid group, Node change)
    {
        var answer = await _queries.AskAsync("set", group, change);
        Known.Groups.Forget(group);
        if (change.Tag == "remove" && Known.Listener is { } listener)
            await listener.OnMembersLeftAsync(group);
        return answer;
    }

    /// <summary>Members as the server wants them: with their number, and with the token of trust that they gave.</summary>
    private async Task<IReadOnlyList<Node>> DescribeAsync(IEnumerable<Jid> participants)
    {
        var nodes = new List<Node>();
        foreach (var account in RequireAccounts(participants))
        {
            var phoneNumber = account.Kind == JidKind.Lid ? await Known.Lids.PhoneNumberOfAsync(account) : null;
            Node[] privacy = await Known.Tokens.FindAsync(account) is { } token ? [new Node("privacy", content: token.ToArray())] : [];
            nodes.Add(new Node(
                "participant", [("jid", account), ("phone_number", phoneNumber)], privacy.Length > 0 ? [.. privacy] : default));
        }

        return nodes;
    }

    private static Jid[] RequireAccounts(IEnumerable<Jid> participants)
    {
        ArgumentNullException.ThrowIfNull(participants);
        Jid[] accounts = [.. participants.Select(LidMap.AccountOf).Distinct()];
        return accounts.FirstOrDefault(account => account.Kind is not (JidKind.User or JidKind.Lid)) is { } other
            ? throw new ArgumentException($"'{other}' is no account, so it can't be in a group.", nameof(participants))
            : accounts;
    }

    // In the form of message ids; all that counts is that it is new.
    private string NewKey()
    {
        byte[] bytes = new byte[9];
        _parts.Random.Fill(bytes);
        return "3EB0" + Convert.ToHexString(bytes);
    }
}
