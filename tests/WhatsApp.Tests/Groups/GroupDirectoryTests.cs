using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Groups.GroupActionsTests;
using static Wasilo.WhatsApp.Tests.Groups.GroupNodes;

namespace Wasilo.WhatsApp.Tests.Groups;

public sealed class GroupDirectoryTests
{
    [Fact]
    public async Task A_group_is_asked_about_once_and_its_members_mappings_are_learnt()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var groups = world.Client.Directory.Groups;

        var first = groups.FindAsync(Group);
        var second = groups.FindAsync(Group);
        var request = await server.ExpectAsync("get", "w:g2", "query");
        request.Jid("to").ShouldBe(Group);
        request.Child("query")!["request"].ShouldBe("interactive");
        Answer(server, request, Of());

        (await first).ShouldBeSameAs(await second);
        (await groups.FindAsync(Group)).ShouldBeSameAs(await first);
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
        (await world.Store.LoadPhoneNumberAsync(BobLid, default)).ShouldBe(Bob);
    }

    [Fact]
    public async Task A_reported_change_makes_the_next_one_ask_again_even_if_an_answer_is_under_way()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var groups = world.Client.Directory.Groups;

        var early = groups.FindAsync(Group);
        var request = await server.ExpectAsync("get", "w:g2", "query");
        server.Send(new Node("notification", [("from", Group), ("type", "w:gp2"), ("id", "n")], [new Node("locked")]));
        (await server.ReceiveAsync())["id"].ShouldBe("n");
        Answer(server, request, Of());
        (await early).Settings.OnlyAdminsEdit.ShouldBeFalse();

        var later = groups.FindAsync(Group);
        Answer(server, await server.ExpectAsync("get", "w:g2", "query"), Of(new Node("locked")));
        (await later).Settings.OnlyAdminsEdit.ShouldBeTrue();
    }

    [Fact]
    public async Task What_changed_while_the_device_was_away_is_asked_for_anew()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await AskAsync(world, server);

        server.Send(new Node("ib", content: [new Node("dirty", [("type", "groups"), ("timestamp", "1700000001")])]));
        await world.NextAsync<DirtyReported>();
        server.Answer(await server.ExpectAsync("set", "urn:xmpp:whatsapp:dirty"));

        await AskAsync(world, server);
    }

    [Fact]
    public async Task An_own_change_makes_the_next_one_ask_again()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await AskAsync(world, server);

        var changing = world.Client.Groups.SetSubjectAsync(Group, "Go");
        Answer(server, await server.ExpectAsync("set", "w:g2"));
        await changing;

        await AskAsync(world, server);
    }

    [Fact]
    public async Task An_answer_about_something_else_is_an_error_and_not_kept()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = world.Client.Directory.Groups.FindAsync(Group);
        Answer(server, await server.ExpectAsync("get", "w:g2", "query"), new Node("group", [("id", "99")]));
        await asking.ShouldThrowAsync<UnexpectedAnswerException>();

        await AskAsync(world, server);
    }

    private static async Task AskAsync(ClientWorld world, ServerConnection server)
    {
        var asking = world.Client.Directory.Groups.FindAsync(Group);
        Answer(server, await server.ExpectAsync("get", "w:g2", "query"), Of());
        await asking.WaitAsync(ScriptedServer.Deadline);
    }
}
