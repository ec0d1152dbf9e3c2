using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;

namespace Wasilo.Simulator.Tests;

/// <summary>What the simulator does because time has passed; the clock is the test's.</summary>
public sealed class TimeTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { SilenceTimeout = TimeSpan.FromHours(1) }, _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(0, 59, 60)]
    [InlineData(1, 79, 80)]
    [InlineData(5, 159, 160)]
    public async Task A_reference_lives_until_the_client_shows_the_next(int index, int lastGoodSecond, int firstBadSecond)
    {
        var phone = _server.Phones.Create("15550000001");
        await ScanAfterAsync(lastGoodSecond, index, scan => scan.ShouldBeOfType<PairingInterruptedException>());
        await ScanAfterAsync(firstBadSecond, index, scan => scan.ShouldBeOfType<ExpiredQrException>());

        async Task ScanAfterAsync(int seconds, int which, Action<Exception> expected)
        {
            var (client, references) = await _server.RegisterAsync(_device);
            _time.Advance(TimeSpan.FromSeconds(seconds));
            var scan = Record.ExceptionAsync(() => _server.ScanAsync(phone, _device.Qr(references[which])));
            await client.DisposeAsync();
            expected((await scan).ShouldNotBeNull());
        }
    }

    [Fact]
    public async Task A_client_is_sent_away_when_its_references_have_run_out()
    {
        var (client, _) = await _server.RegisterAsync(_device);
        await using (client)
        {
            _time.Advance(TimeSpan.FromSeconds(161));
            (await client.IsEndedAsync()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_pairing_that_the_client_does_not_answer_is_given_up()
    {
        var phone = _server.Phones.Create("15550000001");
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
        {
            var scan = _server.ScanAsync(phone, _device.Qr(references[0]));
            _time.Advance(TimeSpan.FromSeconds(31));
            await Should.ThrowAsync<PairingInterruptedException>(() => scan);
        }
    }

    [Fact]
    public async Task A_socket_without_a_handshake_is_cut()
    {
        await using var raw = await RawClient.ConnectAsync(_server);
        await Eventually.TrueAsync(() => _server.OpenConnections == 1);
        _time.Advance(TimeSpan.FromSeconds(21));

        (await raw.IsEndedAsync()).ShouldBeTrue();
        _server.Statistics[Counted.Silences].ShouldBe(1);
    }

    [Fact]
    public async Task A_silent_device_counts_as_gone()
    {
        var phone = _server.Phones.Create("15550000001");
        var linked = await _server.LinkAsync(phone, _device);
        await using var client = await _server.LoginAsync(linked, _device);
        _time.Advance(TimeSpan.FromMinutes(61));

        (await client.IsEndedAsync()).ShouldBeTrue();
        await Eventually.TrueAsync(() => !_server.IsOnline(linked));
    }

    [Fact]
    public async Task A_client_that_does_not_close_after_the_last_words_is_cut_after_the_grace_period()
    {
        var phone = _server.Phones.Create("15550000001");
        var linked = await _server.LinkAsync(phone, _device);
        await using var client = await _server.LoginAsync(linked, _device);
        _server.FaultsOf(linked).StreamError(503);
        (await client.NextAsync("stream:error"))["code"].ShouldBe("503");

        _time.Advance(TimeSpan.FromSeconds(4));
        (await client.AskAsync("get", "w:p"))["type"].ShouldBe("result");
        _time.Advance(TimeSpan.FromSeconds(2));
        (await client.IsEndedAsync()).ShouldBeTrue();
    }
}
