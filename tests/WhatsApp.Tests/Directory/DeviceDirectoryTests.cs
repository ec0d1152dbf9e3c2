using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class DeviceDirectoryTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly Jid Carol = Jid.Parse("15550000003@s.whatsapp.net");

    [Fact]
    public async Task Devices_are_asked_for_by_number_and_come_with_the_hidden_id()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = Devices(world).FindAsync([Bob.WithDevice(7), Bob, Carol]);
        var question = await server.ExpectAsync("get", "usync");
        var usync = question.Child("usync")!;
        (usync["mode"], usync["context"], usync["last"], usync["index"]).ShouldBe(("query", "message", "true", "0"));
        usync.Child("query").ShouldBe(new Node("query", content: [new Node("devices", [("version", "2")]), new Node("lid")]));
        question.Asked().ShouldBe([Bob, Carol]);
        server.AnswerUsync(question, UsyncAnswers.User(Bob, BobLid, 1, 12), UsyncAnswers.User(Carol, null));

        var found = await asking;
        found[Bob].Of(Bob).ShouldBe([Bob, Bob.WithDevice(1), Bob.WithDevice(12)]);
        found[Bob].Of(BobLid).ShouldBe([BobLid, BobLid.WithDevice(1), BobLid.WithDevice(12)]);
        found[Carol].Of(Carol).ShouldBe([Carol]);
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBe(BobLid);
    }

    [Fact]
    public async Task What_several_want_to_know_at_once_is_asked_once_and_then_kept()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var first = Devices(world).FindAsync([Bob]);
        var second = Devices(world).FindAsync([Bob, Carol]);
        var aboutBob = await server.ExpectAsync("get", "usync");
        var aboutCarol = await server.ExpectAsync("get", "usync");
        aboutBob.Asked().ShouldBe([Bob]);
        aboutCarol.Asked().ShouldBe([Carol]);
        server.AnswerUsync(aboutCarol, UsyncAnswers.User(Carol, null));
        server.AnswerUsync(aboutBob, UsyncAnswers.User(Bob, BobLid, 3));

        (await first).Keys.ShouldBe([Bob]);
        (await second).Keys.ShouldBe([Bob, Carol], ignoreOrder: true);
        (await Devices(world).FindAsync([Bob, Carol]))[Bob].Devices.Length.ShouldBe(2);
        (await Devices(world).FindAsync([BobLid]))[BobLid].Of(BobLid).Last().ShouldBe(BobLid.WithDevice(3)); // known by now
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_is_kept_for_an_hour()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await AskAsync(world, server, UsyncAnswers.User(Bob, BobLid));

        await world.PassAsync(server, DeviceDirectory.MaxAge - TimeSpan.FromSeconds(1));
        await Devices(world).FindAsync([Bob]);
        await world.PassAsync(server, TimeSpan.FromSeconds(2));

        (await AskAsync(world, server, UsyncAnswers.User(Bob, BobLid, 1)))[Bob].Devices.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Someone_who_is_not_on_WhatsApp_has_no_devices_and_is_asked_about_again()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        (await AskAsync(world, server))[Bob].Devices.ShouldBeEmpty();
        (await AskAsync(world, server, new Node("user", [("jid", Bob)])))[Bob].Devices.ShouldBeEmpty();
        (await AskAsync(world, server, UsyncAnswers.User(Bob, BobLid)))[Bob].Devices.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("devices", "15550000002@s.whatsapp.net")]
    [InlineData("devices", "200000000000002@lid")]
    [InlineData("encrypt", "15550000002@s.whatsapp.net")]
    public async Task A_reported_change_makes_the_next_one_ask_again(string type, string from)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await AskAsync(world, server, UsyncAnswers.User(Bob, BobLid));

        server.Send(new Node(
            "notification",
            [("from", Jid.Parse(from)), ("type", type), ("id", "changed"), ("t", "1700000000")],
            [new Node(type == "devices" ? "update" : "identity")]));
        (await server.ReceiveAsync())["id"].ShouldBe("changed");

        (await AskAsync(world, server, UsyncAnswers.User(Bob, BobLid, 1)))[Bob].Devices.Length.ShouldBe(2);
        var byLid = await Devices(world).FindAsync([BobLid]); // of the new answer
        byLid[BobLid].Devices.Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_was_overtaken_by_a_change_is_used_and_not_kept()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = Devices(world).FindAsync([Bob]);
        var question = await server.ExpectAsync("get", "usync");
        await Devices(world).ForgetAsync(Bob);
        var later = Devices(world).FindAsync([Bob]);
        var laterQuestion = await server.ExpectAsync("get", "usync");
        server.AnswerUsync(laterQuestion, UsyncAnswers.User(Bob, BobLid, 1, 2));
        server.AnswerUsync(question, UsyncAnswers.User(Bob, BobLid, 1));

        (await asking)[Bob].Devices.Length.ShouldBe(2);
        (await later)[Bob].Devices.Length.ShouldBe(3);
        (await Devices(world).FindAsync([Bob]))[Bob].Devices.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_reaches_all_who_wait_and_the_next_one_asks_again()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var first = Devices(world).FindAsync([Bob]);
        var second = Devices(world).FindAsync([Bob]);
        server.Refuse(await server.ExpectAsync("get", "usync"), 429, "rate-overlimit");
        (await first.ShouldThrowAsync<RequestRefusedException>()).Code.ShouldBe(429);
        (await second.ShouldThrowAsync<RequestRefusedException>()).Code.ShouldBe(429);

        var third = Devices(world).FindAsync([Bob]);
        var question = await server.ExpectAsync("get", "usync");
        var error = new Node("error", [("code", "503"), ("text", "service-unavailable"), ("backoff", "30")]);
        server.Answer(question, [new Node("usync", content:
        [
            new Node("result", content: [new Node("devices", content: [error])]),
            new Node("list"),
        ])]);
        (await third.ShouldThrowAsync<RequestRefusedException>()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
        (await AskAsync(world, server, UsyncAnswers.User(Bob, null)))[Bob].Devices.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_asked()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        await world.StartAsync();

        await Devices(world).FindAsync([Bob]).ShouldThrowAsync<NotConnectedException>();
    }

    [Fact]
    public async Task Many_accounts_are_asked_for_in_several_questions()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Jid[] accounts = [.. Enumerable.Range(0, UsyncQuery.Chunk + 1).Select(i => new Jid($"1555{i:D7}", JidServer.User))];

        var asking = Devices(world).FindAsync(accounts);
        foreach (int expected in (int[])[UsyncQuery.Chunk, 1])
        {
            var question = await server.ExpectAsync("get", "usync");
            question.Asked().Length.ShouldBe(expected);
            server.AnswerUsync(question, question.Asked().Select(account => UsyncAnswers.User(account, null)));
        }

        (await asking).Count.ShouldBe(accounts.Length);
    }

    [Fact]
    public async Task A_hostile_answer_adds_no_devices_that_cannot_be_and_no_users_who_were_not_asked_for()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Node[] devices =
        [
            new Node("device", [("id", "0")]),
            new Node("device", [("id", "1"), ("key-index", "4294967296")]),
            new Node("device", [("id", "1")]),
            new Node("device", [("id", "-1")]),
            new Node("device", [("id", "256")]),
            new Node("device", [("id", "99999999999")]),
            new Node("device"),
            new Node("phone", [("id", "5")]),
        ];

        var found = await AskAsync(
            world,
            server,
            UsyncAnswers.User(Carol, BobLid, 1),
            new Node("user"),
            new Node("user", [("jid", Bob)], [UsyncAnswers.Devices(devices), new Node("lid", [("val", "nonsense")])]));

        found.Keys.ShouldBe([Bob]);
        found[Bob].Of(Bob).ShouldBe([Bob, Bob.WithDevice(1)]);
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBeNull();
        (await world.Store.LoadLidAsync(Carol, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Hosted_devices_are_named_as_such_and_take_no_part_in_groups()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var hosted = new Node("device", [("id", "99"), ("key-index", "3"), ("is_hosted", "true")]);
        var user = new Node("user", [("jid", Bob)], [UsyncAnswers.Devices([new Node("device", [("id", "0")]), hosted])]);

        var found = await AskAsync(world, server, user);

        found[Bob].Of(Bob).ShouldBe([Bob, Jid.Parse("15550000002:99@hosted")]);
        found[Bob].Of(BobLid).ShouldBe([BobLid, Jid.Parse("200000000000002:99@hosted.lid")]);
        found[Bob].Of(Bob, forGroup: true).ShouldBe([Bob]);
    }

    [Fact]
    public async Task The_hidden_id_of_an_account_is_asked_for_once()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var asking = Devices(world).FindLidAsync(Bob);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"), UsyncAnswers.User(Bob, BobLid));

        (await asking).ShouldBe(BobLid);
        (await Devices(world).FindLidAsync(Bob.WithDevice(3))).ShouldBe(BobLid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_order_questions_answers_and_changes_come_in_what_is_kept_is_never_older_than_the_last_change(int seed)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var random = new Random(seed);
        await world.Client.Directory.Lids.LearnAsync((Bob, BobLid));
        int devices = 0; // that Bob has, by now
        var open = new List<(Node Question, int Devices, Task Asking)>();
        for (int step = 0; step < 300; step++)
        {
            switch (random.Next(3))
            {
                case 0:
                    await Devices(world).ForgetAsync(random.Next(2) == 0 ? Bob : BobLid);
                    devices = (devices + 1) % 200;
                    break;
                case 1:
                    var asking = Devices(world).FindAsync([Bob]);
                    if (asking.IsCompleted)
                        (await asking)[Bob].Devices.Length.ShouldBe(devices + 1);
                    else if (open.All(asked => asked.Devices != devices)) // else it waits for that one
                        open.Add((await server.ExpectAsync("get", "usync"), devices, asking));
                    break;
                case 2 when open.Count > 0:
                    var (question, then, answered) = open[random.Next(open.Count)];
                    open.RemoveAll(asked => asked.Question == question);
                    server.AnswerUsync(question, UsyncAnswers.User(Bob, BobLid, Enumerable.Range(1, then)));
                    await answered.WaitAsync(ScriptedServer.Deadline);
                    break;
            }
        }
    }

    internal static async Task<IReadOnlyDictionary<Jid, DeviceList>> AskAsync(
        ClientWorld world, ServerConnection server, params Node[] users)
    {
        var asking = Devices(world).FindAsync([Bob]);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"), users);
        return await asking.WaitAsync(ScriptedServer.Deadline);
    }

    private static DeviceDirectory Devices(ClientWorld world) => world.Client.Directory.Devices;
}
