using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Tests.Client;
using static Wasilo.WhatsApp.Tests.Groups.GroupNodes;

namespace Wasilo.WhatsApp.Tests.Notifications;

public sealed class GroupNotificationTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_300);
    private static readonly IReadOnlyList<GroupParticipant> OnlyCarol = [new(CarolLid, Carol, CarolLid, GroupRole.Member)];

    public static TheoryData<string> Changes => [.. Cases.Keys];

    private static Node NodeOfCarol => Participant(CarolLid, Carol);

    private static Dictionary<string, (Node Node, Action<GroupChange> Check)> Cases { get; } = new()
    {
        ["create"] = (new Node("create", [("type", "new")], [Of()]), change =>
            change.ShouldBeOfType<GroupJoined>().Group.Subject.ShouldBe("Chess")),
        ["add"] = (new Node("add", [("reason", "invite")], [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantsAdded>().Participants.ShouldBe(OnlyCarol)),
        ["add by invitation"] = (new Node("add", [("reason", "invite")]), change =>
            change.ShouldBeOfType<ParticipantsAdded>().Reason.ShouldBe("invite")),
        ["remove"] = (new Node("remove", content: [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantsRemoved>().Participants.ShouldBe(OnlyCarol)),
        ["remove oneself"] = (new Node("remove", content: [Participant(BobLid)]), change =>
            change.ShouldBeOfType<ParticipantsLeft>().Participants.ShouldHaveSingleItem().Id.ShouldBe(BobLid)),
        ["leave"] = (new Node("leave", content: [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantsLeft>().Participants.ShouldBe(OnlyCarol)),
        ["promote"] = (new Node("promote", content: [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantsPromoted>().Participants.ShouldBe(OnlyCarol)),
        ["demote"] = (new Node("demote", content: [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantsDemoted>().Participants.ShouldBe(OnlyCarol)),
        ["modify"] = (new Node("modify", content: [NodeOfCarol]), change =>
            change.ShouldBeOfType<ParticipantNumberChanged>().Participants.ShouldBe(OnlyCarol)),
        ["subject"] = (new Node("subject", [("subject", "Go"), ("s_t", "1700000300")]), change =>
            change.ShouldBe(new SubjectChanged("Go"))),
        ["description"] = (new Node("description", [("id", "D")], [new Node("body", content: "Hello")]), change =>
            change.ShouldBe(new DescriptionChanged(new GroupDescription("D", "Hello", BobLid, At)))),
        ["description deleted"] = (new Node("description", content: [new Node("delete")]), change =>
            change.ShouldBe(new DescriptionChanged(null))),
        ["announcement"] = (new Node("announcement"), Setting("announcement", settings => settings.OnlyAdminsWrite)),
        ["not_announcement"] = (new Node("not_announcement"), Setting("announcement", settings => !settings.OnlyAdminsWrite)),
        ["locked"] = (new Node("locked"), Setting("locked", settings => settings.OnlyAdminsEdit)),
        ["unlocked"] = (new Node("unlocked"), Setting("locked", settings => !settings.OnlyAdminsEdit)),
        ["ephemeral"] = (
            new Node("ephemeral", [("expiration", "86400")]),
            Setting("ephemeral", settings => settings.MessagesExpireAfter == TimeSpan.FromDays(1))),
        ["not_ephemeral"] = (new Node("not_ephemeral"), Setting("ephemeral", settings => settings.MessagesExpireAfter is null)),
        ["member_add_mode"] = (
            new Node("member_add_mode", content: "admin_add"), Setting("member_add_mode", settings => settings.OnlyAdminsAdd)),
        ["membership_approval_mode"] = (
            new Node("membership_approval_mode", content: [new Node("group_join", [("state", "on")])]),
            Setting("membership_approval_mode", settings => settings.AdminsApprove)),
        ["invite"] = (new Node("invite", [("code", "Code")]), change => change.ShouldBe(new InviteChanged("Code"))),
        ["created_membership_requests"] = (
            new Node("created_membership_requests", [("request_method", "invite_link")], [new Node("requested_user", [("jid", CarolLid)])]),
            change => change.ShouldBeOfType<JoinRequested>().Participants.ShouldBe([CarolLid])),
        ["revoked_membership_requests"] = (new Node("revoked_membership_requests"), change =>
            change.ShouldBeOfType<JoinRequestWithdrawn>().Participants.ShouldBe([BobLid])),
        ["delete"] = (new Node("delete", [("reason", "admin_delete")]), change => change.ShouldBe(new GroupDeleted("admin_delete"))),
        ["suspended"] = (new Node("suspended"), change => change.ShouldBe(new SuspensionChanged(true))),
        ["unsuspended"] = (new Node("unsuspended"), change => change.ShouldBe(new SuspensionChanged(false))),
        ["link"] = (new Node("link", [("link_type", "sub_group")], [new Node("group", [("jid", Group)])]), change =>
            change.ShouldBeOfType<LinkedGroupsChanged>().Groups.ShouldBe([Group])),
        ["unlink"] = (new Node("unlink", [("unlink_type", "sub_group")], [new Node("group", [("id", Group.User)])]), change =>
            change.ShouldBeOfType<LinkedGroupsChanged>().IsLinked.ShouldBeFalse()),
        ["unheard-of"] = (new Node("unheard-of"), change => change.ShouldBe(new OtherGroupChange("unheard-of"))),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_is_reported_with_who_did_it_and_when(string name)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var (node, check) = Cases[name];

        server.Send(new Node(
            "notification",
            [
                ("from", Group), ("type", "w:gp2"), ("id", "g1"), ("t", "1700000300"), ("participant", BobLid), ("participant_pn", Bob),
                ("addressing_mode", "lid"), ("notify", "Bob"),
            ],
            [node]));

        var ack = await server.ReceiveAsync();
        (ack["class"], ack["id"], ack["type"], ack.Jid("participant")).ShouldBe(("notification", "g1", "w:gp2", BobLid));
        var changed = await world.NextAsync<GroupChanged>();
        (changed.Group, changed.By, changed.ByPhoneNumber, changed.At).ShouldBe((Group, BobLid, Bob, At));
        check(changed.Change);
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBe(BobLid);
    }

    private static Action<GroupChange> Setting(string name, Func<GroupSettings, bool> holds) => change =>
    {
        var setting = change.ShouldBeOfType<SettingChanged>();
        setting.Setting.ShouldBe(name);
        holds(setting.Value).ShouldBeTrue();
    };
}
