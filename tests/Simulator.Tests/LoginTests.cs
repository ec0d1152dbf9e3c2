using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Tests;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;
    private Phone _phone = null!;
    private Device _linked = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _phone = _server.Phones.Create("15550000001", "Alice");
        _linked = await _server.LinkAsync(_phone, _device);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_linked_device_is_let_in_and_hears_that_nothing_is_queued()
    {
        await using var client = await _server.LoginAsync(_linked, _device);

        (await client.NextAsync("ib")).Child("edge_routing")!.Child("routing_info")!.Bytes.IsEmpty.ShouldBeFalse();
        (await client.NextAsync("ib")).Child("offline_preview").ShouldNotBeNull();
        (await client.NextAsync("ib")).Child("offline")!["count"].ShouldBe("0");
        _server.IsOnline(_linked).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_noise_key_is_another_device() => await IsRefusedAsync(new TestDevice(), TestDevice.Login(_linked));

    [Fact]
    public async Task An_unknown_number_is_refused() =>
        await IsRefusedAsync(_device, new ClientPayload { Username = 15550009999, Device = 1 });

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public async Task An_unknown_device_is_refused(uint number) =>
        await IsRefusedAsync(_device, new ClientPayload { Username = 15550000001, Device = number });

    [Fact]
    public async Task Neither_login_nor_registration_is_refused() => await IsRefusedAsync(_device, new ClientPayload());

    [Fact]
    public async Task Unlinking_tells_the_device_and_keeps_it_out()
    {
        await using var client = await _server.LoginAsync(_linked, _device);
        _server.Unlink(_linked);

        var error = await client.NextAsync("stream:error");
        error["code"].ShouldBe("401");
        error.Child("conflict")!["type"].ShouldBe("device_removed");
        await IsRefusedAsync(_device, TestDevice.Login(_linked));
        _server.Statistics[Counted.Unlinks].ShouldBe(1);
    }

    [Fact]
    public async Task A_second_socket_replaces_the_first_and_is_recorded()
    {
        await using var first = await _server.LoginAsync(_linked, _device);
        await using var second = await _server.LoginAsync(_linked, _device);

        (await first.NextAsync("stream:error")).Child("conflict")!["type"].ShouldBe("replaced");
        (await second.AskAsync("get", "w:p"))["type"].ShouldBe("result");
        _server.Violations.ShouldHaveSingleItem().Device.ShouldBe(_linked.Jid.ToString());
        _server.OnlineDevices.ShouldBe(1);
    }

    [Fact]
    public async Task Coming_back_after_the_last_words_of_the_server_is_no_violation()
    {
        await using var first = await _server.LoginAsync(_linked, _device);
        _server.FaultsOf(_linked).StreamError(515);
        await using var second = await _server.LoginAsync(_linked, _device);

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_login_fails_as_often_as_it_was_told_to()
    {
        _server.FaultsOf(_linked).FailLogins(503, times: 2);
        for (var i = 0; i < 2; i++)
            await IsRefusedAsync(_device, TestDevice.Login(_linked), "503");

        await using var client = await _server.LoginAsync(_linked, _device);
    }

    [Theory]
    [InlineData("00f803")] // a list that is cut off
    [InlineData("0278")] // no zlib
    [InlineData("00")]
    [InlineData("")]
    public async Task A_frame_that_is_no_node_ends_the_connection(string plaintext)
    {
        await using var client = await _server.LoginAsync(_linked, _device);
        await client.SendAsync(Convert.FromHexString(plaintext));

        (await client.IsEndedAsync()).ShouldBeTrue();
        await Eventually.TrueAsync(() => _server.Statistics[Counted.ProtocolErrors] == 1);
    }

    [Fact]
    public async Task A_frame_that_is_not_authentic_ends_the_connection()
    {
        await using var client = await _server.LoginAsync(_linked, _device);
        await client.SendRawAsync(new byte[] { 0, 0, 17, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 });

        (await client.IsEndedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stanza_without_the_usual_attributes_is_counted_and_otherwise_ignored()
    {
        await using var client = await _server.LoginAsync(_linked, _device);
        foreach (var tag in new[] { "iq", "message", "receipt", "presence", "ib", "nonsense" })
            await client.SendAsync(new Node(tag));
        await client.SendAsync(new Node("iq", [("type", "get")]));

        (await client.AskAsync("get", "w:p"))["type"].ShouldBe("result");
    }

    private async Task IsRefusedAsync(TestDevice device, ClientPayload payload, string reason = "401")
    {
        await using var client = await TestClient.ConnectAsync(_server, device, payload);
        (await client.NextAsync("failure"))["reason"].ShouldBe(reason);
    }
}
