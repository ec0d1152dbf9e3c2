using System.Text.Json;
using Wasilo.Grains.Abstractions.Groups;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Messages;
using Wasilo.Grains.Sessions.Running;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Groups;

namespace Wasilo.Grains.Sessions.Groups;

/// <summary>What callers ask about groups, and change of them.</summary>
internal sealed class GroupDesk(EngineFactory engines)
{
    private const int MaxMembers = 1_024; // as many as WhatsApp lets into a group
    private const int MaxSubject = 100;
    private const int MaxDescription = 2_048;
    private const int MaxCode = 256;

    /// <summary>Less than the 15 s after which the caller of a grain gives up.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public Task<SendAnswer> AskAsync(SessionActor actor, GroupRequest request)
    {
        var names = new ChatDirectory(engines.StoreOf(actor.Record.Id));
        return EngineAnswers.AnswerAsync(actor, client => Task.Run(() => AskAsync(client.Groups, names, request).WaitAsync(Timeout)));
    }

    private static async Task<string?> AskAsync(GroupActions groups, ChatDirectory names, GroupRequest request)
    {
        switch (request)
        {
            case ListGroups list:
                return Json((await groups.ListAsync()).Select(group => GroupShape.Of(group, list.WithMembers)));
            case GetGroup get:
                return Json(GroupShape.Of(await groups.GetAsync(GroupOf(get.Group))));
            case CreateGroup create:
                var created = await groups.CreateAsync(Text(create.Name, MaxSubject, "name"), MembersOf(create.Members));
                return Json(GroupShape.Of(created.Info) with { NotAdded = ShapesOf(created.NotAdded) });
            case UseInvitation { Join: false } look:
                return Json(GroupShape.Of(await groups.GetByInviteAsync(CodeOf(look.Code))));
            case UseInvitation join:
                var joined = await groups.JoinByInviteAsync(CodeOf(join.Code));
                return Json(new JoinShape(joined.Group.ToString(), joined.AwaitsApproval));
            case LeaveGroup leave:
                await groups.LeaveAsync(GroupOf(leave.Group));
                return null;
            case ChangeGroup change:
                await ChangeAsync(groups, change);
                return null;
            case GetInvitation invitation:
                var group = GroupOf(invitation.Group);
                return Json(invitation.Renew ? await groups.RevokeInviteCodeAsync(group) : await groups.GetInviteCodeAsync(group));
            case ChangeMembers change:
                return Json(ShapesOf(await ChangeAsync(groups, names, change)));
            default:
                throw new ArgumentException($"Nothing is known of {request.GetType().Name}.");
        }
    }

    private static async Task ChangeAsync(GroupActions groups, ChangeGroup change)
    {
        var group = GroupOf(change.Group);
        if (change.Subject is { } subject)
            await groups.SetSubjectAsync(group, Text(subject, MaxSubject, "subject"));
        if (change.Description is { Length: > MaxDescription })
            throw new ArgumentException($"description has at most {MaxDescription} characters.");
        if (change.Description is { } description)
            await groups.SetDescriptionAsync(group, description.Length > 0 ? description : null);
        if (change.OnlyAdminsEdit is { } edit)
            await groups.SetOnlyAdminsEditAsync(group, edit);
        if (change.OnlyAdminsWrite is { } write)
            await groups.SetOnlyAdminsWriteAsync(group, write);
    }

    private static async Task<IReadOnlyList<ParticipantResult>> ChangeAsync(GroupActions groups, ChatDirectory names, ChangeMembers change)
    {
        var (group, members) = (GroupOf(change.Group), MembersOf(change.Members));
        if (change.Change == MemberChange.Add)
            return await groups.AddAsync(group, members);
        // As the group names them.
        for (var i = 0; i < members.Length; i++)
            members[i] = await names.HiddenAsync(members[i]) ?? members[i];
        return change.Change switch
        {
            MemberChange.Remove => await groups.RemoveAsync(group, members),
            MemberChange.Promote => await groups.PromoteAsync(group, members),
            _ => await groups.DemoteAsync(group, members),
        };
    }

    private static Jid GroupOf(string text) => WahaIds.ParseChat(text) is { Kind: JidKind.Group } group
        ? group
        : throw new ArgumentException("A group's id ends with @g.us.");

    private static Jid[] MembersOf(string[] members) => members is { Length: > 0 and <= MaxMembers }
        ? [.. members.Select(WahaIds.ParseChat).Distinct()]
        : throw new ArgumentException($"participants has 1 to {MaxMembers} entries.");

    private static string Text(string text, int most, string what) => !string.IsNullOrWhiteSpace(text) && text.Length <= most
        ? text
        : throw new ArgumentException($"{what} must have 1 to {most} characters.");

    // Of https://chat.whatsapp.com/CODE, with or without what may follow.
    private static string CodeOf(string text)
    {
        var code = text.Split('?')[0].TrimEnd('/').Split('/')[^1];
        return code.Length is > 0 and <= MaxCode ? code : throw new ArgumentException("code must be an invitation's code, or its link.");
    }

    private static MemberShape[] ShapesOf(IReadOnlyList<ParticipantResult> results) =>
        [.. results.Select(static result => new MemberShape(WahaIds.Of(result.Id), null, null, result.Outcome.ToString()))];

    private static string Json<TValue>(TValue value) => JsonSerializer.Serialize(value, GroupShape.Options);
}
