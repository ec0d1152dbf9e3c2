using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Presence;
using Wasilo.WhatsApp.Tests.Client;

namespace Wasilo.WhatsApp.Tests.Presence;

public sealed class PresenceTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");
    private static readonly Jid Group = Jid.Parse("120363000000000001@g.us");

    [Fact]
    public async Task A_subscription_shows_the_token_that_the_other_one_gave()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        await world.Client.Presence.SubscribeAsync(Bob.WithDevice(2));
        (await server.ReceiveAsync()).ShouldBe(new Node("presence", [("to", Bob), ("type", "subscribe")]));

        await world.Client.Directory.Tokens.KeepAsync(Bob, new byte[] { 9 }, world.Time.GetUtcNow());
        await world.Client.Presence.SubscribeAsync(Bob);
        (await server.ReceiveAsync()).ShouldBe(
            new Node("presence", [("to", Bob), ("type", "subscribe")], [new Node("tctoken", content: new byte[] { 9 })]));
    }

    [Fact]
    public async Task Writing_and_recording_are_shown()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        (Jid Chat, ChatState State, Node Shown)[] cases =
        [
            (Bob, ChatState.Typing, new Node("composing")),
            (Group, ChatState.Recording, new Node("composing", [("media", "audio")])),
            (BobLid, ChatState.Paused, new Node("paused")),
        ];
        foreach (var (chat, state, shown) in cases)
        {
            await world.Client.Presence.SetStateAsync(chat, state);
            (await server.ReceiveAsync()).ShouldBe(new Node("chatstate", [("to", chat)], [shown]));
        }

        await Should.ThrowAsync<ArgumentException>(() => world.Client.Presence.SetStateAsync(Jid.Status, ChatState.Typing));
        await Should.ThrowAsync<ArgumentException>(() => world.Client.Presence.SubscribeAsync(Jid.WhatsApp));
    }

    [Fact]
    public async Task What_others_do_is_reported()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node("presence", [("from", Bob)]));
        (await world.NextAsync<PresenceChanged>()).ShouldBe(new PresenceChanged(Bob, true, null));
        server.Send(new Node("presence", [("from", Bob), ("type", "unavailable"), ("last", "1700000300")]));
        (await world.NextAsync<PresenceChanged>()).ShouldBe(
            new PresenceChanged(Bob, false, DateTimeOffset.FromUnixTimeSeconds(1_700_000_300)));
        server.Send(new Node("presence", [("from", Bob), ("type", "unavailable"), ("last", "deny")]));
        (await world.NextAsync<PresenceChanged>()).ShouldBe(new PresenceChanged(Bob, false, null));

        server.Send(new Node("chatstate", [("from", Bob.WithDevice(3))], [new Node("composing")]));
        (await world.NextAsync<ChatStateChanged>()).ShouldBe(new ChatStateChanged(Bob, Bob, ChatState.Typing));
        server.Send(new Node("chatstate", [("from", Group), ("participant", BobLid)], [new Node("composing", [("media", "audio")])]));
        (await world.NextAsync<ChatStateChanged>()).ShouldBe(new ChatStateChanged(Group, BobLid, ChatState.Recording));
        server.Send(new Node("chatstate", [("from", Bob)], [new Node("paused")]));
        (await world.NextAsync<ChatStateChanged>()).ShouldBe(new ChatStateChanged(Bob, Bob, ChatState.Paused));
    }

    [Fact]
    public async Task What_says_nothing_is_not_reported_and_neither_is_acknowledged()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node("presence"));
        server.Send(new Node("chatstate", [("from", Bob)]));
        server.Send(new Node("chatstate", [("from", Bob)], [new Node("juggling")]));
        server.Send(new Node("presence", [("from", Bob)]));

        (await world.NextAsync<PresenceChanged>()).Account.ShouldBe(Bob);
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
    }
}
