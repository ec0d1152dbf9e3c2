using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Groups.GroupNodes;

namespace Wasilo.WhatsApp.Tests.Groups;

public sealed class GroupActionsTests
{
    [Fact]
    public async Task A_group_is_made_with_members_and_settings()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await world.Client.Directory.Lids.LearnAsync((Carol, CarolLid));
        await world.Client.Directory.Tokens.KeepAsync(Bob, new byte[] { 7 }, world.Time.GetUtcNow());

        var settings = new GroupSettings { OnlyAdminsEdit = true, MessagesExpireAfter = TimeSpan.FromDays(7) };
        var creating = world.Client.Groups.CreateAsync("Chess", [Bob.WithDevice(2), CarolLid], settings);
        var request = await server.ExpectAsync("set", "w:g2", "create");
        request.Jid("to").ShouldBe(Jid.Groups);
        var create = request.Child("create")!;
        create["subject"].ShouldBe("Chess");
        create["key"]!.ShouldMatch("^3EB0[0-9A-F]{18}$");
        create.Children.ShouldBe(
        [
            new Node("participant", [("jid", Bob)], [new Node("privacy", content: new byte[] { 7 })]),
            new Node("participant", [("jid", CarolLid), ("phone_number", Carol)]),
            new Node("locked"),
            new Node("ephemeral", [("expiration", "604800")]),
        ]);
        var refused = new Node(
            "participant",
            [("jid", CarolLid), ("error", "403")],
            [new Node("add_request", [("code", "secret"), ("expiration", "1700009999")])]);
        Answer(server, request, Of(refused));

        var created = await creating;
        created.Info.Participants.Select(participant => participant.Id).ShouldBe([AliceLid, BobLid]);
        var result = created.NotAdded.ShouldHaveSingleItem();
        (result.Id, result.Outcome, result.Code).ShouldBe((CarolLid, ParticipantOutcome.NeedsInvitation, 403));
        result.Invitation.ShouldBe(new PersonalInvitation("secret", DateTimeOffset.FromUnixTimeSeconds(1_700_009_999)));
        result.ToString().ShouldNotContain("secret");
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBe(BobLid);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("promote")]
    [InlineData("demote")]
    public async Task Each_member_that_is_changed_has_a_result(string action)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var groups = world.Client.Groups;

        var changing = action switch
        {
            "add" => groups.AddAsync(Group, [Bob, Carol]),
            "remove" => groups.RemoveAsync(Group, [Bob, Carol]),
            "promote" => groups.PromoteAsync(Group, [Bob, Carol]),
            _ => groups.DemoteAsync(Group, [Bob, Carol]),
        };
        var request = await server.ExpectAsync("set", "w:g2", action);
        request.Jid("to").ShouldBe(Group);
        request.Child(action).ShouldBe(new Node(action, content: [Participant(Bob), Participant(Carol)]));
        Answer(server, request, new Node(action, content:
        [
            new Node("participant", [("jid", BobLid), ("phone_number", Bob)]),
            new Node("participant", [("jid", CarolLid), ("error", "409")]),
            new Node("participant", [("jid", AliceLid), ("error", "404")]),
            new Node("participant", [("jid", AliceLid), ("error", "408")]),
            new Node("participant", [("jid", AliceLid), ("error", "500")]),
            new Node("participant", [("error", "500")]),
        ]));

        (await changing).Select(result => result.Outcome).ShouldBe(
        [
            ParticipantOutcome.Done,
            ParticipantOutcome.AlreadySo,
            ParticipantOutcome.NotFound,
            ParticipantOutcome.LeftRecently,
            ParticipantOutcome.Failed,
        ]);
    }

    [Fact]
    public async Task The_groups_that_the_account_is_in_are_listed_and_left()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var listing = world.Client.Groups.ListAsync();
        var request = await server.ExpectAsync("get", "w:g2", "participating");
        request.Jid("to").ShouldBe(Jid.Groups);
        Answer(server, request, new Node("groups", content: [Of(), new Node("group")]));
        (await listing).ShouldHaveSingleItem().Subject.ShouldBe("Chess");

        var leaving = world.Client.Groups.LeaveAsync(Group);
        var leave = await server.ExpectAsync("set", "w:g2", "leave");
        leave.Child("leave").ShouldBe(new Node("leave", content: [new Node("group", [("id", Group)])]));
        Answer(server, leave);
        await leaving;
    }

    [Fact]
    public async Task A_description_names_the_one_that_it_replaces()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var body = new Node("body", content: "Every Monday");

        var changing = world.Client.Groups.SetDescriptionAsync(Group, "Every Tuesday");
        Answer(server, await server.ExpectAsync("get", "w:g2", "query"), Of(new Node("description", [("id", "3EB0D")], [body])));
        var request = await server.ExpectAsync("set", "w:g2", "description");
        var description = request.Child("description")!;
        description["prev"].ShouldBe("3EB0D");
        description["id"]!.ShouldStartWith("3EB0");
        description.Child("body")!.Text.ShouldBe("Every Tuesday");
        server.Refuse(request, 409, "conflict");
        await changing.ShouldThrowAsync<GroupConflictException>();

        var removing = world.Client.Groups.SetDescriptionAsync(Group, null);
        Answer(server, await server.ExpectAsync("get", "w:g2", "query"), Of());
        request = await server.ExpectAsync("set", "w:g2", "description");
        request.Child("description").ShouldBe(new Node("description", [("delete", "true")]));
        Answer(server, request);
        await removing;
    }

    [Fact]
    public async Task Subject_and_settings_are_changed_by_one_node_each()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var groups = world.Client.Groups;
        (Func<Task> Change, Node Expected)[] changes =
        [
            (() => groups.SetSubjectAsync(Group, "Go"), new Node("subject", content: "Go")),
            (() => groups.SetOnlyAdminsWriteAsync(Group, true), new Node("announcement")),
            (() => groups.SetOnlyAdminsWriteAsync(Group, false), new Node("not_announcement")),
            (() => groups.SetOnlyAdminsEditAsync(Group, true), new Node("locked")),
            (() => groups.SetOnlyAdminsEditAsync(Group, false), new Node("unlocked")),
            (() => groups.SetOnlyAdminsAddAsync(Group, true), new Node("member_add_mode", content: "admin_add")),
            (() => groups.SetOnlyAdminsAddAsync(Group, false), new Node("member_add_mode", content: "all_member_add")),
            (() => groups.SetAdminsApproveAsync(Group, true),
                new Node("membership_approval_mode", content: [new Node("group_join", [("state", "on")])])),
            (() => groups.SetMessagesExpireAfterAsync(Group, TimeSpan.FromDays(1)), new Node("ephemeral", [("expiration", "86400")])),
            (() => groups.SetMessagesExpireAfterAsync(Group, null), new Node("not_ephemeral")),
        ];
        foreach (var (change, expected) in changes)
        {
            var changing = change();
            var request = await server.ExpectAsync("set", "w:g2");
            request.Jid("to").ShouldBe(Group);
            request.Children.ShouldBe([expected]);
            Answer(server, request);
            await changing;
        }
    }

    [Fact]
    public async Task What_is_no_group_or_no_member_is_the_callers_mistake()
    {
        await using var world = new ClientWorld();
        var groups = world.Client.Groups;

        await Should.ThrowAsync<ArgumentException>(() => groups.GetAsync(Bob));
        await Should.ThrowAsync<ArgumentException>(() => groups.AddAsync(Group, [Group]));
        await Should.ThrowAsync<ArgumentException>(() => groups.CreateAsync(" ", [Bob]));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => groups.SetMessagesExpireAfterAsync(Group, TimeSpan.Zero));
        await Should.ThrowAsync<NotConnectedException>(() => groups.LeaveAsync(Group));
    }

    [Theory]
    [InlineData(401, typeof(NotGroupMemberException))]
    [InlineData(403, typeof(GroupForbiddenException))]
    [InlineData(404, typeof(GroupNotFoundException))]
    [InlineData(406, typeof(GroupRequestInvalidException))]
    [InlineData(409, typeof(GroupConflictException))]
    [InlineData(410, typeof(InviteRevokedException))]
    [InlineData(419, typeof(GroupFullException))]
    [InlineData(500, typeof(RequestRefusedException))]
    public async Task Each_refusal_has_its_own_error(int code, Type expected)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = world.Client.Groups.GetAsync(Group);
        server.Refuse(await server.ExpectAsync("get", "w:g2", "query"), code, "a-word");

        var refusal = await Should.ThrowAsync<RequestException>(asking);
        refusal.ShouldBeOfType(expected);
        if (refusal is GroupException group)
            (group.Code, group.Text).ShouldBe((code, "a-word"));
    }

    internal static void Answer(ServerConnection server, Node request, params Node[] content) => server.Send(
        new Node("iq", [("from", request.Jid("to")), ("type", "result"), ("id", request["id"])], [.. content]));
}
