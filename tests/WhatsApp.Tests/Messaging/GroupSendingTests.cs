using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Directory;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class GroupSendingTests
{
    private static readonly Jid CarolNumber = Jid.Parse("15550000003@s.whatsapp.net");
    private static readonly Jid CarolLid = Jid.Parse("100000000000003@lid");

    private readonly RemoteDevice _carol = new(CarolNumber, CarolLid, 23);

    [Fact]
    public async Task Members_get_the_key_once_and_then_only_the_message()
    {
        await using var world = await MessagingWorld.StartAsync();

        var first = await SendFirstAsync(world, "first");
        var second = await SendAsync(world, "second");

        first["addressing_mode"].ShouldBe("lid");
        first["phash"].ShouldBe(ParticipantHash.Of([MessagingWorld.BobLid, CarolLid, MessagingWorld.OwnLid, ClientWorld.Lid]));
        first.Child("participants")!.Children.Select(to => to.Jid("jid")).ShouldBe(
            [MessagingWorld.BobLid, CarolLid, MessagingWorld.OwnLid], ignoreOrder: true);
        second.Child("participants").ShouldBeNull();
        foreach (var member in (RemoteDevice[])[world.Bob, _carol])
        {
            Text(await member.DecryptFromGroupAsync(first)).ShouldBe("first");
            Text(await member.DecryptFromGroupAsync(second)).ShouldBe("second");
        }
    }

    [Fact]
    public async Task Who_was_removed_reads_nothing_more()
    {
        await using var world = await MessagingWorld.StartAsync();
        var first = await SendFirstAsync(world, "first");
        await world.Bob.DecryptFromGroupAsync(first);
        await _carol.DecryptFromGroupAsync(first);

        world.Server.Send(new Node(
            "notification",
            [
                ("from", MessagingWorld.Group), ("type", "w:gp2"), ("id", "N1"), ("t", 1),
                ("participant", MessagingWorld.BobLid), ("participant_pn", MessagingWorld.BobNumber),
            ],
            [new Node("remove", content: [new Node("participant", [("jid", CarolLid)])])]));
        await world.ReceiveAckAsync("N1", "notification");
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.Group, "without Carol");
        AnswerGroup(world, await world.Server.ExpectAsync("get", "w:g2"), MessagingWorld.BobLid);
        var message = await world.ReceiveMessageAsync();
        world.Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);

        message.Child("participants")!.Children.Select(to => to.Jid("jid")).ShouldBe(
            [MessagingWorld.BobLid, MessagingWorld.OwnLid], ignoreOrder: true);
        Text(await world.Bob.DecryptFromGroupAsync(message)).ShouldBe("without Carol");
        await Should.ThrowAsync<NoSenderKeyException>(_carol.DecryptFromGroupAsync(message));
    }

    [Fact]
    public async Task A_lost_device_ends_the_key_even_if_nobody_told_of_it()
    {
        await using var world = await MessagingWorld.StartAsync();
        var first = await SendFirstAsync(world, "first");
        await _carol.DecryptFromGroupAsync(first);

        // The server had other recipients in mind, and then they are others.
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.Group, "second");
        world.Confirm(await world.ReceiveMessageAsync(), phash: "2:AAAAAAAA");
        await sending.WaitAsync(ScriptedServer.Deadline);
        sending = world.Client.Messages.SendTextAsync(MessagingWorld.Group, "third");
        AnswerGroup(world, await world.Server.ExpectAsync("get", "w:g2"), MessagingWorld.BobLid);
        AnswerDevices(world, await world.Server.ExpectAsync("get", "usync"));
        var third = await world.ReceiveMessageAsync();
        world.Confirm(third);
        await sending.WaitAsync(ScriptedServer.Deadline);

        await Should.ThrowAsync<NoSenderKeyException>(_carol.DecryptFromGroupAsync(third));
    }

    [Fact]
    public async Task A_group_message_is_given_again_with_the_key_to_members_only()
    {
        await using var world = await MessagingWorld.StartAsync();
        var first = await SendFirstAsync(world, "first");

        world.Server.Send(Retry(first, Jid.Parse("100000000000666@lid")));
        await world.ReceiveAckAsync(first["id"]!, "receipt");
        world.Server.Send(Retry(first, CarolLid));
        var again = await world.ReceiveMessageAsync();

        again.Jid("to").ShouldBe(MessagingWorld.Group);
        again.Jid("participant").ShouldBe(CarolLid);
        again["device_fanout"].ShouldBeNull();
        var read = await _carol.DecryptAsync(again);
        Text(read).ShouldBe("first");
        read.Distribution.ShouldNotBeNull().GroupId.ShouldBe(MessagingWorld.Group.ToString());
    }

    private static Node Retry(Node original, Jid participant) => new(
        "receipt",
        [("from", MessagingWorld.Group), ("participant", participant), ("id", original["id"]), ("type", "retry"), ("t", 1)],
        [new Node("retry", [("v", "1"), ("count", 1), ("id", original["id"]), ("t", 1)])]);

    private static string Text(DecodedMessage message) => message.Content.ShouldBeOfType<TextContent>().Text;

    private async Task<Node> SendFirstAsync(MessagingWorld world, string text)
    {
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.Group, text);
        AnswerGroup(world, await world.Server.ExpectAsync("get", "w:g2"), MessagingWorld.BobLid, CarolLid);
        AnswerDevices(world, await world.Server.ExpectAsync("get", "usync"));
        var keys = await world.Server.ExpectAsync("get", "encrypt", "key");
        var users = new List<Node>();
        foreach (var user in keys.Child("key")!.ChildrenTagged("user"))
        {
            var asked = user.Jid("jid")!;
            var device = asked == CarolLid ? _carol : asked == MessagingWorld.BobLid ? world.Bob : world.OwnPhone;
            users.Add(await device.BundleAsync(asked));
        }

        world.Server.Answer(keys, [new Node("list", content: [.. users])]);
        var message = await world.ReceiveMessageAsync();
        world.Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);
        return message;
    }

    private static async Task<Node> SendAsync(MessagingWorld world, string text)
    {
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.Group, text);
        var message = await world.ReceiveMessageAsync();
        world.Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);
        return message;
    }

    private static void AnswerGroup(MessagingWorld world, Node question, params Jid[] others)
    {
        Node[] members = [.. others.Append(MessagingWorld.OwnLid).Select(member => new Node("participant", [("jid", member)]))];
        var group = new Node("group", [("id", MessagingWorld.Group.User), ("subject", "Three"), ("addressing_mode", "lid")], [.. members]);
        world.Server.Send(new Node("iq", [("from", MessagingWorld.Group), ("type", "result"), ("id", question["id"])], [group]));
    }

    private static void AnswerDevices(MessagingWorld world, Node question) => world.Server.AnswerUsync(
        question,
        question.Asked().Select(account => UsyncAnswers.User(account, null, account == MessagingWorld.OwnLid ? [1] : [])));
}
