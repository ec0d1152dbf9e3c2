using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class LogoutTests
{
    [Fact]
    public async Task Logging_out_unlinks_the_device_deletes_its_keys_and_stops()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var logout = world.Client.LogOutAsync();
        var request = await server.ExpectAsync("set", "md", "remove-companion-device");
        request.Child("remove-companion-device")!.Jid("jid").ShouldBe(ClientWorld.Id);
        server.Answer(request);
        await logout.WaitAsync(ScriptedServer.Deadline);

        (await world.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.LoggedOut);
        await world.NextAsync(ConnectionState.Stopped);
        (await world.Store.LoadCredentialsAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_logout_that_the_server_refuses_leaves_the_device_linked()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var logout = world.Client.LogOutAsync();
        server.Refuse(await server.ExpectAsync("set", "md", "remove-companion-device"), 500, "internal-server-error");

        await Should.ThrowAsync<RequestRefusedException>(() => logout);
        world.Client.State.ShouldBe(ConnectionState.Connected);
        (await world.Store.LoadCredentialsAsync(default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_logout_that_the_server_answers_by_removing_the_device_has_succeeded()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var logout = world.Client.LogOutAsync();
        await server.ExpectAsync("set", "md", "remove-companion-device");
        server.Send(Removed());

        await logout.WaitAsync(ScriptedServer.Deadline);
        (await world.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.DeviceRemoved);
    }

    [Fact]
    public async Task A_removed_device_deletes_its_keys_and_a_new_start_is_a_new_device()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Removed());

        (await world.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.DeviceRemoved);
        await world.NextAsync(ConnectionState.Stopped);
        (await world.Store.LoadCredentialsAsync(default)).ShouldBeNull();
        (await world.Store.LoadLidAsync(ClientWorld.Id.ToAccount(), default)).ShouldBeNull();
        var next = await world.StartAsync();
        next.NoiseKey.ShouldNotBe(server.NoiseKey);
        next.Payload.DevicePairingData.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_login_that_is_refused_with_401_logs_out()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();

        server.Send(new Node("failure", [("reason", "401"), ("location", "abc")]));

        (await world.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.DeviceRemoved);
        await world.NextAsync(ConnectionState.Stopped);
    }

    [Theory]
    [InlineData("405", EndReason.ClientOutdated)]
    [InlineData("402", EndReason.TemporarilyBanned)]
    [InlineData("400", EndReason.Refused)]
    public async Task A_login_that_is_refused_for_another_reason_stops_and_keeps_the_keys(string code, EndReason reason)
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();

        server.Send(new Node("failure", [("reason", code)]));

        (await world.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(reason);
        (await world.Store.LoadCredentialsAsync(default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_replaced_connection_is_not_made_again()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node("stream:error", content: [new Node("conflict", [("type", "replaced")])]));

        (await world.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.Replaced);
        world.Time.Advance(TimeSpan.FromMinutes(10));
        world.Server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_asks_for_restart_after_restart_is_not_asked_at_once_each_time()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();
        server.Send(new Node("stream:error", [("code", "515")]));
        (await world.NextAsync(ConnectionState.WaitingToReconnect)).RetryIn.ShouldBe(TimeSpan.Zero);
        await world.NextAsync(ConnectionState.Connecting);

        server = await world.Server.AcceptAsync();
        server.Send(new Node("stream:error", [("code", "515")]));

        (await world.NextAsync(ConnectionState.WaitingToReconnect)).RetryIn!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static Node Removed() =>
        new("stream:error", [("code", "401")], [new Node("conflict", [("type", "device_removed")])]);
}
