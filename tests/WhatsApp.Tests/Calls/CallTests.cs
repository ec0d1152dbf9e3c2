using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Calls;

public sealed class CallTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobDevice = Jid.Parse("200000000000002:4@lid");
    private static readonly Jid Group = Jid.Parse("120363000000000001@g.us");

    [Fact]
    public async Task An_offer_is_reported_received_acknowledged_and_can_be_refused()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Call(new Node("offer", [("call-id", "C1"), ("call-creator", BobDevice), ("caller_pn", Bob)], [new Node("video")])));

        var offered = await world.NextAsync<CallOffered>();
        offered.Call.ShouldBe(new CallInfo("C1", BobDevice, BobDevice, Bob, null, DateTimeOffset.FromUnixTimeSeconds(1_700_000_300)));
        (offered.IsVideo, offered.IsMissed, offered.IsNotice).ShouldBe((true, false, false));
        (await server.ReceiveAsync()).ShouldBe(new Node(
            "receipt", [("to", BobDevice), ("id", "stanza")], [new Node("offer", [("call-id", "C1"), ("call-creator", BobDevice)])]));
        await ExpectAckAsync(server);

        await world.Client.Calls.RejectAsync(offered.Call);
        var reject = await server.ReceiveAsync();
        reject.Tag.ShouldBe("call");
        (reject.Jid("from"), reject.Jid("to")).ShouldBe((ClientWorld.Lid.ToAccount(), BobDevice.ToAccount()));
        reject["id"].ShouldNotBeNullOrEmpty();
        reject.Children.ShouldBe([new Node("reject", [("call-id", "C1"), ("call-creator", BobDevice), ("count", "0")])]);
    }

    [Fact]
    public async Task A_call_to_a_group_that_was_missed_says_so()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var notice = new Node(
            "offer_notice", [("call-id", "C2"), ("call-creator", Bob), ("type", "group"), ("group-jid", Group), ("media", "audio")]);

        server.Send(Call(notice, offline: "0"));

        var offered = await world.NextAsync<CallOffered>();
        (offered.Call.Group, offered.IsVideo, offered.IsMissed, offered.IsNotice).ShouldBe((Group, false, true, true));
        await ExpectAckAsync(server); // and no receipt
        await world.Client.Calls.RejectAsync(offered.Call);
        (await server.ReceiveAsync()).Jid("from").ShouldBe(ClientWorld.Id.ToAccount());
    }

    [Fact]
    public async Task What_became_of_a_call_is_reported()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        NodeAttributes call = [("call-id", "C1"), ("call-creator", BobDevice)];

        server.Send(Call(new Node("accept", call)));
        await ExpectAckAsync(server);
        (await world.NextAsync<CallAccepted>()).Call.Id.ShouldBe("C1");
        server.Send(Call(new Node("reject", call)));
        await ExpectAckAsync(server);
        (await world.NextAsync<CallRejected>()).Call.Id.ShouldBe("C1");
        server.Send(Call(new Node("terminate", [.. call, ("reason", "timeout")])));
        await ExpectAckAsync(server);
        (await world.NextAsync<CallEnded>()).Reason.ShouldBe("timeout");
    }

    [Fact]
    public async Task What_a_client_that_takes_no_calls_has_no_use_for_is_only_acknowledged()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Node[] stanzas =
        [
            Call(new Node("transport", [("call-id", "C1")])),
            Call(new Node("terminate")),
            new Node("call", [("from", BobDevice), ("id", "stanza"), ("t", "1700000300")]),
        ];
        foreach (var stanza in stanzas)
        {
            server.Send(stanza);
            await ExpectAckAsync(server);
        }

        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
    }

    private static Node Call(Node action, string? offline = null) => new(
        "call", [("from", BobDevice), ("id", "stanza"), ("t", "1700000300"), ("offline", offline)], [action]);

    private static async Task ExpectAckAsync(ServerConnection server) =>
        (await server.ReceiveAsync()).ShouldBe(new Node("ack", [("id", "stanza"), ("class", "call"), ("to", BobDevice)]));
}
