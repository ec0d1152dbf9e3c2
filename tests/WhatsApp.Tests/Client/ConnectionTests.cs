using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_connected_client_reports_each_state_once_and_stops_when_told()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        world.Client.State.ShouldBe(ConnectionState.Connected);

        await world.Client.StartAsync(); // changes nothing
        await world.Client.StopAsync();
        await world.Client.StopAsync();

        (await world.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.Stopped);
        server.IsClosedByClient.ShouldBeTrue();
        await world.Client.DisposeAsync();
        (await world.EventsEndAsync()).ShouldBeTrue();
        world.Server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_after_a_wait_and_requests_fail_at_once()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var request = world.Client.SetActiveAsync(false);
        await server.ExpectAsync("set", "passive", "passive");

        server.Cut();

        await Should.ThrowAsync<NotConnectedException>(() => request.WaitAsync(ScriptedServer.Deadline));
        var waiting = await world.NextAsync(ConnectionState.WaitingToReconnect);
        waiting.End!.Reason.ShouldBe(EndReason.ConnectionLost);
        waiting.RetryIn!.Value.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        world.Time.Advance(TimeSpan.FromSeconds(1.1));
        await world.NextAsync(ConnectionState.Connecting);
        await world.LogInAsync(await world.Server.AcceptAsync());
    }

    [Fact]
    public async Task Waits_grow_while_the_server_is_down_and_stay_under_two_minutes()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        world.Server.IsDown = true;
        await world.Client.StartAsync();

        double ceiling = 1;
        for (int i = 0; i < 10; i++)
        {
            await world.NextAsync(ConnectionState.Connecting);
            var wait = (await world.NextAsync(ConnectionState.WaitingToReconnect)).RetryIn!.Value;
            wait.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(ceiling));
            ceiling = Math.Min(120, 2 * ceiling);
            int attempts = world.Server.Attempts;
            await world.AdvanceUntilAsync(() => world.Server.Attempts > attempts, TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_handshake_that_does_not_end_is_given_up_after_20_seconds()
    {
        await using var world = new ClientWorld();
        await world.Client.StartAsync();
        await world.NextAsync(ConnectionState.Connecting);
        var transport = await world.Server.AcceptSilentlyAsync();

        world.Time.Advance(TimeSpan.FromSeconds(19));
        transport.IsClosed.ShouldBeFalse();
        world.Time.Advance(TimeSpan.FromSeconds(2));

        (await world.NextAsync(ConnectionState.WaitingToReconnect)).End!.Reason.ShouldBe(EndReason.TimedOut);
        transport.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_with_another_root_is_told_nothing_and_left_alone_for_a_while()
    {
        await using var world = new ClientWorld(trustedRoot: new ClientOptions().TrustedRoot);
        await world.Client.StartAsync();
        await world.NextAsync(ConnectionState.Connecting);

        await Should.ThrowAsync<InvalidOperationException>(world.Server.AcceptAsync); // no finish comes

        var waiting = await world.NextAsync(ConnectionState.WaitingToReconnect);
        waiting.End!.Reason.ShouldBe(EndReason.ServerNotTrusted);
        waiting.End.Exception.ShouldBeOfType<IntermediateSignatureException>();
        waiting.RetryIn!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Pings_are_20_to_30_seconds_apart()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var at = new List<DateTimeOffset> { world.Time.GetUtcNow() };

        for (int i = 0; i < 20; i++)
        {
            var ping = server.ReceiveAsync();
            await world.AdvanceUntilAsync(() => ping.IsCompleted, TimeSpan.FromMilliseconds(500));
            (await ping)["xmlns"].ShouldBe("w:p");
            server.Answer(await ping);
            at.Add(world.Time.GetUtcNow());
            await world.PassAsync(server, TimeSpan.FromSeconds(1)); // the answer has been read
        }

        foreach (var (earlier, later) in at.Zip(at.Skip(1)))
            (later - earlier).ShouldBeInRange(TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(31));
        at.Zip(at.Skip(1)).Select(pair => pair.Second - pair.First).Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_server_that_is_silent_for_a_minute_is_dead()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await world.PassAsync(server, TimeSpan.FromSeconds(1));

        world.Time.Advance(TimeSpan.FromSeconds(59));
        server.IsClosedByClient.ShouldBeFalse();
        world.Time.Advance(TimeSpan.FromSeconds(1.2));

        (await world.NextAsync(ConnectionState.WaitingToReconnect)).End!.Reason.ShouldBe(EndReason.TimedOut);
    }

    [Fact]
    public async Task The_clients_of_a_clock_share_its_one_timer()
    {
        await using var world = new ClientWorld();
        await world.ConnectAsync();

        world.Time.ActiveTimers.ShouldBe(1);
    }

    [Fact]
    public async Task Routing_info_is_kept_and_leads_the_next_connection()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        server.RoutingInfo.ShouldBeEmpty();
        server.Send(Routing(8, 13, 8, 5));
        server.Send(new Node("stream:error", [("code", "503")]));

        (await world.NextAsync(ConnectionState.WaitingToReconnect)).End!.Reason.ShouldBe(EndReason.ServiceUnavailable);
        world.Time.Advance(TimeSpan.FromSeconds(1.1));

        (await world.Server.AcceptAsync()).RoutingInfo.ShouldBe([8, 13, 8, 5]);
    }

    [Fact]
    public async Task An_offline_backlog_is_asked_for_and_reported()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node("ib", content: [new Node("offline_preview", [("count", "7"), ("message", "5")])]));
        var batch = await server.ReceiveAsync();
        server.Send(new Node("ib", content: [new Node("offline", [("count", "7")])]));

        batch.Child("offline_batch")!["count"].ShouldBe("100");
        (await world.NextAsync<OfflineBacklog>()).ShouldBe(new OfflineBacklog(7, 5));
        (await world.NextAsync<OfflineDelivered>()).Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_stanza_that_cannot_be_read_is_left_out_and_the_next_one_is_read()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.SendPlaintext([]);
        server.SendPlaintext([0, 0xF8, 0x05, 0x13]);
        server.Send(new Node("ib", content: [new Node("offline", [("count", "1")])]));

        await world.NextAsync<StanzaSkipped>();
        await world.NextAsync<StanzaSkipped>();
        await world.NextAsync<OfflineDelivered>();
    }

    [Fact]
    public async Task A_frame_that_is_not_authentic_ends_the_connection()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.SendRaw([0, 0, 20, .. new byte[20]]);

        var end = (await world.NextAsync(ConnectionState.WaitingToReconnect)).End!;
        end.Reason.ShouldBe(EndReason.StreamBroken);
        end.Exception.ShouldBeOfType<FrameDecryptionException>();
    }

    [Fact]
    public async Task Who_does_not_take_events_stops_the_client_from_reading()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        for (int i = 0; i < EventStream.Limit + 100; i++)
            server.Send(new Node("ib", content: [new Node("offline", [("count", i)])]));
        server.Send(new Node("iq", [("from", Jid.WhatsApp), ("type", "get"), ("xmlns", "urn:xmpp:ping"), ("id", "behind")]));
        var answer = server.ReceiveAsync();
        for (int i = 0; i < EventStream.Limit + 100; i++)
        {
            if (i == 0)
                answer.IsCompleted.ShouldBeFalse();
            (await world.NextAsync<OfflineDelivered>()).Count.ShouldBe(i);
        }

        (await answer)["id"].ShouldBe("behind");
    }

    [Fact]
    public async Task Stored_keys_that_cannot_be_read_are_an_error_and_never_a_new_device()
    {
        await using var world = new ClientWorld(store: new UnreadableStore());

        await Should.ThrowAsync<InvalidDataException>(() => world.Client.StartAsync());

        world.Client.State.ShouldBe(ConnectionState.Stopped);
        world.Server.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task An_owner_that_was_replaced_stops_at_its_next_commit()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        world.Store.TakeOver();

        server.Send(Routing(1));

        (await world.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.OwnerReplaced);
        (await world.Store.LoadCredentialsAsync(default))!.RoutingInfo.IsEmpty.ShouldBeTrue();
    }

    private static Node Routing(params byte[] info) =>
        new("ib", content: [new Node("edge_routing", content: [new Node("routing_info", content: info)])]);
}
