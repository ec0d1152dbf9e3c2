using Wasilo.Simulator;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;

namespace Wasilo.Interop.Tests;

/// <summary>Baileys 7.0.0-rc14 from npm against the Simulator, with nothing but its URL and trusted root changed.</summary>
public sealed class BaileysTests : IAsyncLifetime
{
    private const int ConnectionClosed = 428;
    private const int ConnectionReplaced = 440;
    private const int LoggedOut = 401;
    private const int RestartRequired = 515;

    private readonly TemporaryFolder _folder = new();
    private SimulatorServer _server = null!;
    private Phone _phone = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { Tls = true });
        _phone = _server.Phones.Create("15550000001", "Alice");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [NodeFact]
    public async Task Pairs_by_qr_and_is_open_after_the_restart_that_the_server_asks_for()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        device.Jid.ToString().ShouldBe("15550000001:1@s.whatsapp.net");
        _server.IsOnline(device).ShouldBeTrue();
        _server.Statistics[Counted.Pairings].ShouldBe(1);
        _server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData("")]
    [InlineData("WASILO99")]
    public async Task Pairs_by_code(string custom)
    {
        await using var client = await StartAsync();
        await client.NextAsync("qr"); // Baileys takes the request for a code once it is connected
        await client.CommandAsync($"code {_phone.Number} {custom}");
        var code = (await client.NextAsync("code")).GetProperty("code").GetString()!;
        await Eventually.TrueAsync(() => _server.AwaitsCode(_phone));

        var device = await _server.EnterCodeAsync(_phone, code.Insert(4, "-"));
        (await client.NextCloseAsync()).ShouldBe(RestartRequired);
        await client.NextAsync("open");
        _server.IsOnline(device).ShouldBeTrue();
    }

    [NodeFact]
    public async Task A_wrong_code_pairs_nothing_and_the_right_one_does_afterwards()
    {
        await using var client = await StartAsync();
        await client.NextAsync("qr");
        await client.CommandAsync($"code {_phone.Number} RIGHTONE");
        await Eventually.TrueAsync(() => _server.AwaitsCode(_phone));

        await Should.ThrowAsync<PairingRefusedException>(() => _server.EnterCodeAsync(_phone, "WRONGONE"));
        await _server.EnterCodeAsync(_phone, "RIGHTONE");
        await client.NextAsync("open");
    }

    [NodeFact]
    public async Task Uploads_its_prekeys_and_finds_an_answer_to_all_that_it_asks()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        client.Told().ShouldContain("caughtUp");
        await Eventually.TrueAsync(() => device.PrekeyCount == 811); // the phone has taken one for its first message
        string[] asked = ["abt", "blocklist", "encrypt", "passive", "privacy"];
        await Eventually.TrueAsync(() => asked.All(_server.Queries.ContainsKey));
        await client.CommandAsync("ping");
        (await client.NextAsync("pong")).GetProperty("type").GetString().ShouldBe("result");
        _server.Statistics[Counted.UnknownQueries].ShouldBe(0);
        _server.Statistics[Counted.UnknownStanzas].ShouldBe(0);
        client.Told().ShouldNotContain("unhandled");
    }

    [NodeFact]
    public async Task Pairs_and_logs_in_by_tls_when_it_trusts_the_certificate()
    {
        var certificate = Path.Combine(_folder.FullPath, "certificate.pem");
        await File.WriteAllTextAsync(certificate, _server.TlsCertificate!.ExportCertificatePem());
        await using var client = await BaileysClient.StartAsync(_server, _folder.FullPath, certificate);

        _server.IsOnline(await PairAsync(client)).ShouldBeTrue();
    }

    [NodeFact]
    public async Task Logs_in_again_with_saved_credentials()
    {
        Device device;
        await using (var client = await StartAsync())
        {
            device = await PairAsync(client);
            await client.StopAsync();
        }

        await Eventually.TrueAsync(() => !_server.IsOnline(device));
        await using var again = await StartAsync();
        await again.NextAsync("open");
        again.Told().ShouldNotContain("\"qr\"");
        _server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(RestartRequired)]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Comes_back_after_a_stream_error(int code)
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).StreamError(code).ShouldBeTrue();
        (await client.NextCloseAsync()).ShouldBe(code);
        await client.NextAsync("open");
        _server.Violations.ShouldBeEmpty();
    }

    [NodeFact]
    public async Task Comes_back_after_its_connection_was_dropped()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).Drop().ShouldBeTrue();
        (await client.NextCloseAsync()).ShouldBe(ConnectionClosed);
        await client.NextAsync("open");
        _server.Violations.ShouldBeEmpty();
    }

    [NodeFact]
    public async Task Comes_back_after_a_login_that_failed_with_503()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);
        var faults = _server.FaultsOf(device);

        faults.FailLogins(503);
        faults.Drop();
        (await client.NextCloseAsync()).ShouldBe(ConnectionClosed);
        (await client.NextCloseAsync()).ShouldBe(503);
        await client.NextAsync("open");
    }

    [NodeFact]
    public async Task Stays_away_when_it_hears_that_it_was_replaced()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.FaultsOf(device).Conflict();
        (await client.NextCloseAsync()).ShouldBe(ConnectionReplaced);
    }

    [NodeFact]
    public async Task Is_logged_out_when_its_phone_unlinks_it()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        _server.Unlink(device);
        (await client.NextAsync("close")).GetProperty("loggedOut").GetBoolean().ShouldBeTrue();
        _phone.Devices.ShouldBeEmpty();
    }

    [NodeFact]
    public async Task Is_logged_out_at_its_next_login_when_it_was_unlinked_while_away()
    {
        Device device;
        await using (var client = await StartAsync())
        {
            device = await PairAsync(client);
            await client.StopAsync();
        }

        _server.Unlink(device);
        await using var again = await StartAsync();
        (await again.NextCloseAsync()).ShouldBe(LoggedOut);
    }

    [NodeFact]
    public async Task Unlinks_itself_when_it_logs_out()
    {
        await using var client = await StartAsync();
        await PairAsync(client);

        await client.CommandAsync("logout");
        await Eventually.TrueAsync(() => _phone.Devices.Count == 0);
    }

    [NodeFact]
    public async Task Makes_new_prekeys_when_it_hears_that_few_are_left()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);
        await Eventually.TrueAsync(() => device.PrekeyCount == 811); // the phone has taken one for its first message

        _server.FaultsOf(device).TakePrekeys(810).ShouldBe(810);
        await Eventually.TrueAsync(() => device.PrekeyCount == 6);
    }

    [NodeFact]
    public async Task Two_processes_with_the_same_credentials_are_a_violation()
    {
        await using var client = await StartAsync();
        var device = await PairAsync(client);

        await using var second = await StartAsync();
        (await client.NextCloseAsync()).ShouldBe(ConnectionReplaced);
        await second.NextAsync("open");
        _server.Violations.ShouldHaveSingleItem().Device.ShouldBe(device.Jid.ToString());
    }

    private Task<BaileysClient> StartAsync() => BaileysClient.StartAsync(_server, _folder.FullPath);

    private async Task<Device> PairAsync(BaileysClient client)
    {
        var qr = (await client.NextAsync("qr")).GetProperty("qr").GetString()!;
        var device = await _server.ScanAsync(_phone, qr);
        (await client.NextAsync("paired")).GetProperty("lid").GetString().ShouldBe(device.Lid.ToString());
        (await client.NextCloseAsync()).ShouldBe(RestartRequired);
        await client.NextAsync("open");
        return device;
    }
}
