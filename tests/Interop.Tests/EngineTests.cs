using Wasilo.Simulator;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Interop.Tests;

/// <summary>The engine against the Simulator: what <see cref="BaileysTests"/> asks of Baileys.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
    private SimulatorServer _server = null!;
    private Phone _phone = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _phone = _server.Phones.Create("15550000001", "Alice");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Pairs_by_qr_and_is_connected_after_the_restart_that_the_server_asks_for()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        device.Jid.ToString().ShouldBe("15550000001:1@s.whatsapp.net");
        _server.IsOnline(device).ShouldBeTrue();
        await Eventually.TrueAsync(() => device.PrekeyCount == 811); // the phone has taken one for its first message
        (await _store.LoadCredentialsAsync(default))!.Lid.ShouldBe(device.Lid);
        _server.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("WAS1-LO22")]
    public async Task Pairs_by_a_code_that_is_typed_into_the_phone(string? chosen)
    {
        await using var client = await StartAsync();
        await client.NextAsync<QrIssued>();
        string code = await client.Client.RequestPairingCodeAsync("+1 555 000 0001", chosen);

        var device = await _server.EnterCodeAsync(_phone, code);

        (await client.NextAsync<Paired>()).Id.ShouldBe(device.Jid);
        (await client.NextEndAsync()).ShouldBe(EndReason.RestartRequired);
        await client.ConnectedAsync();
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_nothing_that_the_server_does_not_know()
    {
        await using var client = await StartAsync();
        await PairAsync(client);
        await client.Client.SetActiveAsync(false);

        _server.Queries.Keys.ShouldContain("encrypt");
        _server.Queries.Keys.ShouldContain("passive");
        _server.Statistics[Counted.UnknownQueries].ShouldBe(0);
        _server.Statistics[Counted.UnknownStanzas].ShouldBe(0);
    }

    [Fact]
    public async Task Asks_about_its_account_once_it_is_connected()
    {
        await using var client = await StartAsync();
        await PairAsync(client);

        var account = await client.NextAsync<AccountReported>();

        account.Privacy!["readreceipts"].ShouldBe("all");
        account.Blocklist.ShouldBeEmpty();
        account.Properties.ShouldNotBeNull();
        _server.Statistics[Counted.UnknownQueries].ShouldBe(0);
    }

    [Fact]
    public async Task Logs_in_again_with_saved_credentials()
    {
        Device device;
        await using (var client = await StartAsync())
            device = await PairAsync(client);
        await Eventually.TrueAsync(() => !_server.IsOnline(device));

        await using var again = await StartAsync();
        await again.ConnectedAsync();

        _server.IsOnline(device).ShouldBeTrue();
        _server.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(515, EndReason.RestartRequired)]
    [InlineData(503, EndReason.ServiceUnavailable)]
    [InlineData(500, EndReason.ServerError)]
    public async Task Comes_back_after_a_stream_error(int code, EndReason reason)
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).StreamError(code).ShouldBeTrue();

        (await client.NextEndAsync()).ShouldBe(reason);
        await client.ConnectedAsync();
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_a_server_alone_for_a_while_that_is_asked_too_much()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).StreamError(429).ShouldBeTrue();

        var waiting = await client.NextAsync(ConnectionState.WaitingToReconnect);
        waiting.End!.Reason.ShouldBe(EndReason.RateLimited);
        waiting.RetryIn!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Comes_back_after_its_connection_was_dropped()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).Drop().ShouldBeTrue();

        (await client.NextEndAsync()).ShouldBe(EndReason.ConnectionLost);
        await client.ConnectedAsync();
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Comes_back_after_a_login_that_failed_with_503()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);
        var faults = _server.FaultsOf(device);

        faults.FailLogins(503);
        faults.Drop();

        (await client.NextEndAsync()).ShouldBe(EndReason.ConnectionLost);
        (await client.NextEndAsync()).ShouldBe(EndReason.ServiceUnavailable);
        await client.ConnectedAsync();
    }

    [Fact]
    public async Task Stays_away_when_it_hears_that_it_was_replaced()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).Conflict();

        (await client.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.Replaced);
    }

    [Fact]
    public async Task Is_logged_out_when_its_phone_unlinks_it()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.Unlink(device);

        (await client.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.DeviceRemoved);
        (await _store.LoadCredentialsAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Is_logged_out_at_its_next_login_when_it_was_unlinked_while_away()
    {
        Device device;
        await using (var client = await StartAsync())
            device = await PairAsync(client);

        _server.Unlink(device);
        await using var again = await StartAsync();

        (await again.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.DeviceRemoved);
    }

    [Fact]
    public async Task Unlinks_itself_when_it_logs_out()
    {
        await using var client = await StartAsync();
        await PairAsync(client);

        await client.Client.LogOutAsync();

        _phone.Devices.ShouldBeEmpty();
        (await client.NextAsync<LoggedOut>()).Reason.ShouldBe(EndReason.LoggedOut);
    }

    [Fact]
    public async Task A_client_that_has_stopped_has_no_socket_left_at_the_server()
    {
        await using var client = await StartAsync();
        await PairAsync(client);
        for (var i = 0; i < 20; i++)
        {
            await client.Client.StopAsync();
            _server.OnlineDevices.ShouldBe(0);
            await client.Client.StartAsync();
            await client.ConnectedAsync();
        }

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Makes_new_prekeys_when_it_hears_that_few_are_left()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        await Eventually.TrueAsync(() => device.PrekeyCount == 811); // the phone has taken one for its first message
        _server.FaultsOf(device).TakePrekeys(810).ShouldBe(810);

        await Eventually.TrueAsync(() => device.PrekeyCount == 51);
    }

    private Task<EngineClient> StartAsync() => EngineClient.StartAsync(_server, _store);

    private async Task<Device> PairAsync(EngineClient client)
    {
        string qr = (await client.NextAsync<QrIssued>()).Text;
        var device = await _server.ScanAsync(_phone, qr);
        (await client.NextAsync<Paired>()).Id.ShouldBe(device.Jid);
        (await client.NextEndAsync()).ShouldBe(EndReason.RestartRequired);
        await client.ConnectedAsync();
        return device;
    }
}
