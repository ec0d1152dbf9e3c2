using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Tests.Client;
using static Wasilo.WhatsApp.Tests.Groups.GroupActionsTests;
using static Wasilo.WhatsApp.Tests.Groups.GroupNodes;

namespace Wasilo.WhatsApp.Tests.Groups;

public sealed class GroupInviteTests
{
    [Fact]
    public async Task The_code_of_a_group_is_got_and_made_void()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var getting = world.Client.Groups.GetInviteCodeAsync(Group);
        var get = await server.ExpectAsync("get", "w:g2", "invite");
        get.Jid("to").ShouldBe(Group);
        Answer(server, get, new Node("invite", [("code", "First")]));
        (await getting).ShouldBe("First");

        var revoking = world.Client.Groups.RevokeInviteCodeAsync(Group);
        Answer(server, await server.ExpectAsync("set", "w:g2", "invite"), new Node("invite", [("code", "Second")]));
        (await revoking).ShouldBe("Second");

        var broken = world.Client.Groups.GetInviteCodeAsync(Group);
        Answer(server, await server.ExpectAsync("get", "w:g2", "invite"));
        await broken.ShouldThrowAsync<UnexpectedAnswerException>();
    }

    [Theory]
    [InlineData("AbCd0123")]
    [InlineData(" https://chat.whatsapp.com/AbCd0123?mode=ac_t ")]
    public async Task A_link_shows_its_group(string link)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = world.Client.Groups.GetByInviteAsync(link);
        var request = await server.ExpectAsync("get", "w:g2", "invite");
        request.Jid("to").ShouldBe(Jid.Groups);
        request.Child("invite")!["code"].ShouldBe("AbCd0123");
        Answer(server, request, Of());

        (await asking).Id.ShouldBe(Group);
    }

    [Fact]
    public async Task A_link_lets_one_in_or_ask_for_it()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var joining = world.Client.Groups.JoinByInviteAsync("AbCd0123");
        Answer(server, await server.ExpectAsync("set", "w:g2", "invite"), new Node("group", [("jid", Group)]));
        (await joining).ShouldBe(new JoinResult(Group, AwaitsApproval: false));

        var asking = world.Client.Groups.JoinByInviteAsync("AbCd0123");
        Answer(server, await server.ExpectAsync("set", "w:g2", "invite"), new Node("membership_approval_request", [("jid", Group)]));
        (await asking).ShouldBe(new JoinResult(Group, AwaitsApproval: true));

        var refused = world.Client.Groups.JoinByInviteAsync("AbCd0123");
        server.Refuse(await server.ExpectAsync("set", "w:g2", "invite"), 410, "gone");
        await refused.ShouldThrowAsync<InviteRevokedException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://chat.whatsapp.com/")]
    [InlineData("https://example.com/AbCd0123")]
    public async Task What_is_no_code_is_the_callers_mistake(string code)
    {
        await using var world = new ClientWorld();
        await Should.ThrowAsync<ArgumentException>(() => world.Client.Groups.JoinByInviteAsync(code));
    }

    [Fact]
    public async Task Those_who_ask_to_be_let_in_are_listed_and_answered()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var listing = world.Client.Groups.ListJoinRequestsAsync(Group);
        Answer(
            server,
            await server.ExpectAsync("get", "w:g2", "membership_approval_requests"),
            new Node("membership_approval_requests", content:
            [
                new Node(
                    "membership_approval_request",
                    [("jid", BobLid), ("request_time", "1700000300"), ("request_method", "invite_link")]),
                new Node("membership_approval_request"),
            ]));
        (await listing).ShouldBe([new JoinRequest(BobLid, DateTimeOffset.FromUnixTimeSeconds(1_700_000_300), "invite_link", null)]);

        var approving = world.Client.Groups.ApproveJoinRequestsAsync(Group, [BobLid]);
        var request = await server.ExpectAsync("set", "w:g2", "membership_requests_action");
        var approve = new Node("approve", content: [Participant(BobLid)]);
        request.Child("membership_requests_action")!.Children.ShouldBe([approve]);
        Answer(server, request, new Node("membership_requests_action", content: [approve]));
        (await approving).ShouldHaveSingleItem().Outcome.ShouldBe(ParticipantOutcome.Done);

        var rejecting = world.Client.Groups.RejectJoinRequestsAsync(Group, [BobLid]);
        request = await server.ExpectAsync("set", "w:g2", "membership_requests_action");
        request.Child("membership_requests_action")!.Child("reject").ShouldNotBeNull();
        Answer(server, request);
        (await rejecting).ShouldBeEmpty();
    }
}
