using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Groups.GroupNodes;

namespace Wasilo.WhatsApp.Tests.Groups;

public sealed class GroupReaderTests
{
    [Fact]
    public void A_group_is_read_with_its_members_and_settings()
    {
        var group = GroupReader.Read(Of(
            new Node(
                "description",
                [("id", "3EB0D"), ("participant", BobLid), ("t", "1700000200")],
                [new Node("body", content: "Every Monday")]),
            new Node("announcement"),
            new Node("locked"),
            new Node("ephemeral", [("expiration", "86400")]),
            new Node("member_add_mode", content: "admin_add"),
            new Node("membership_approval_mode", content: [new Node("group_join", [("state", "on")])]),
            new Node("linked_parent", [("jid", Jid.Parse("9@g.us"))])))!;

        (group.Id, group.Subject, group.SubjectChangedBy, group.Creator, group.CreatorPhoneNumber).ShouldBe(
            (Group, "Chess", BobLid, AliceLid, Alice));
        group.SubjectChangedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_100));
        group.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        group.Addressing.ShouldBe(GroupAddressing.Lid);
        group.Description.ShouldBe(
            new GroupDescription("3EB0D", "Every Monday", BobLid, DateTimeOffset.FromUnixTimeSeconds(1_700_000_200)));
        group.Settings.ShouldBe(new GroupSettings
        {
            OnlyAdminsWrite = true,
            OnlyAdminsEdit = true,
            OnlyAdminsAdd = true,
            AdminsApprove = true,
            MessagesExpireAfter = TimeSpan.FromDays(1),
        });
        group.Participants.ShouldBe(
        [
            new GroupParticipant(AliceLid, Alice, AliceLid, GroupRole.Owner),
            new GroupParticipant(BobLid, Bob, BobLid, GroupRole.Member, "+1 *** 02"),
        ]);
        group.Community.ShouldBe(Jid.Parse("9@g.us"));
        (group.Size, group.IsCommunity, group.IsSuspended, group.IsCommunityAnnouncements).ShouldBe((2, false, false, false));
    }

    [Fact]
    public void A_group_of_which_little_is_said_is_open_to_all()
    {
        var group = GroupReader.Read(new Node("group", [("id", Group)], [Participant(Bob)]))!;

        group.ShouldSatisfyAllConditions(
            () => group.Id.ShouldBe(Group),
            () => group.Addressing.ShouldBe(GroupAddressing.PhoneNumber),
            () => group.Settings.ShouldBe(new GroupSettings()),
            () => group.Description.ShouldBeNull(),
            () => group.Size.ShouldBe(1),
            () => group.Participants.ShouldBe([new GroupParticipant(Bob, Bob, null, GroupRole.Member)]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("15550000001@s.whatsapp.net")]
    [InlineData("a@b@g.us")]
    public void What_names_no_group_is_none(string? id) => GroupReader.Read(new Node("group", [("id", id)])).ShouldBeNull();

    [Fact]
    public void Members_that_are_none_are_left_out()
    {
        var group = GroupReader.Read(new Node("group", [("id", "1")],
        [
            new Node("participant"),
            Participant(Group),
            new Node("participant", [("jid", BobLid), ("error", "403")]),
            new Node("participant", [("jid", CarolLid), ("phone_number", CarolLid), ("lid", Carol), ("type", "emperor")]),
            new Node("ephemeral", [("expiration", "soon")]),
            new Node("ephemeral", [("expiration", "0")]),
            new Node("description", [("id", "x")]),
        ]))!;

        group.Participants.ShouldBe([new GroupParticipant(CarolLid, null, CarolLid, GroupRole.Member)]);
        group.Settings.MessagesExpireAfter.ShouldBeNull();
        group.Description.ShouldBeNull();
    }

    [Fact]
    public void No_nodes_make_reading_fail()
    {
        var nodes = new HostileNodes(1);
        for (int i = 0; i < 5000; i++)
        {
            var node = nodes.Next();
            GroupReader.Read(node);
            GroupChangeReader.Read(node, node).ShouldNotBeNull();
        }
    }
}
