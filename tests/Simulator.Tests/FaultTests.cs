using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private readonly ManualTime _time = new();
    private SimulatorServer _server = null!;
    private Device _linked = null!;
    private TestClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { SilenceTimeout = TimeSpan.FromDays(1) }, _time);
        _linked = await _server.LinkAsync(_server.Phones.Create("15550000001"), _device);
        _client = await _server.LoginAsync(_linked, _device);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_stanza_is_delivered_twice_as_often_as_it_was_told_to()
    {
        _server.FaultsOf(_linked).OfPhone.Duplicate();
        _server.FaultsOf(_linked).TakePrekeys(1);
        _server.FaultsOf(_linked).TakePrekeys(1);
        var ids = new List<string?>();
        for (var i = 0; i < 3; i++)
            ids.Add((await _client.NextAsync("notification"))["id"]);

        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
        _server.Statistics[Counted.Faults].ShouldBe(1);
    }

    [Fact]
    public async Task A_delayed_answer_comes_when_its_time_has_come_and_nothing_overtakes_it()
    {
        _server.FaultsOfAll.Delay(TimeSpan.FromSeconds(30));
        var late = _client.AskAsync("get", "w:p");
        await Eventually.TrueAsync(() => _server.Statistics[Counted.Faults] == 1);
        _server.FaultsOfAll.Clear();
        _server.FaultsOf(_linked).TakePrekeys(1);
        late.IsCompleted.ShouldBeFalse();

        // Again and again: the writing loop may not have begun to wait when the clock was first moved.
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            return late.IsCompleted;
        });
        (await late)["type"].ShouldBe("result");
        (await _client.NextAsync("notification")).Child("count").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_device_that_leaves_is_not_kept_by_what_is_delayed()
    {
        _server.FaultsOf(_linked).OfPhone.Delay(TimeSpan.FromSeconds(100));
        var late = Record.ExceptionAsync(() => _client.AskAsync("get", "w:p"));
        await Eventually.TrueAsync(() => _server.Statistics[Counted.Faults] == 1);
        await _client.DisposeAsync();

        await Eventually.TrueAsync(() => _server.OpenConnections == 0);
        (await late).ShouldNotBeNull();
    }

    [Fact]
    public async Task Garbage_can_not_be_decrypted()
    {
        _server.FaultsOf(_linked).Garbage().ShouldBeTrue();

        await Should.ThrowAsync<FrameDecryptionException>(() => _client.NextAsync("nothing"));
        _server.Statistics[Counted.Faults].ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_for_all_strikes_a_phone_that_was_made_later()
    {
        _server.FaultsOfAll.FailLogins(503);
        _server.FaultsOfAll.LeaveUnanswered("abt");
        var device = new TestDevice();
        var linked = await _server.LinkAsync(_server.Phones.Create("15550000002"), device);

        await using (var refused = await TestClient.ConnectAsync(_server, device, TestDevice.Login(linked)))
            (await refused.NextAsync("failure"))["reason"].ShouldBe("503");
        await using var client = await _server.LoginAsync(linked, device);
        _server.Statistics[Counted.Faults].ShouldBe(1);
    }
}
