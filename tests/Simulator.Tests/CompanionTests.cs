using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Simulator.Tests;

public sealed class CompanionTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _phone = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _phone = _server.Phones.Create("15550000001", "Alice");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_companion_logs_in_with_what_it_was_given_and_uploads_no_keys()
    {
        var companion = _server.LinkCompanion(_phone);
        var store = new InMemoryStore();
        var epoch = store.TakeOver();
        await store.CommitAsync(new StoreDelta { Credentials = companion.Credentials, AddedPreKeys = companion.PreKeys }, epoch, default);
        using var transports = new WebSocketTransportFactory(_server.ChatUrl);
        await using var client = new WhatsAppClient(new ClientOptions { TrustedRoot = _server.Root }, store, epoch, transports);

        await client.StartAsync();
        await foreach (var happened in client.Events)
        {
            happened.ShouldNotBeOfType<QrIssued>();
            if (happened is ConnectionChanged { State: ConnectionState.Connected })
                break;
        }

        _server.IsOnline(companion.Device).ShouldBeTrue();
        // Asked twice after a login: whether there are any, and whether they are the same.
        await Eventually.TrueAsync(() => _server.Queries.GetValueOrDefault("encrypt") == 2);
        companion.Device.PrekeyCount.ShouldBe(companion.PreKeys.Count);
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_companion_is_a_device_of_its_phone()
    {
        var companion = _server.LinkCompanion(_phone, prekeyCount: 3);

        _phone.Devices.ShouldBe([companion.Device]);
        companion.Credentials.Id.ShouldBe(companion.Device.Jid);
        companion.Credentials.Lid.ShouldBe(companion.Device.Lid);
        companion.PreKeys.Select(static key => key.Id).ShouldBe([1u, 2u, 3u]);
        companion.Credentials.NextPreKeyId.ShouldBe(4u);
        _server.Statistics[Counted.Pairings].ShouldBe(0);
    }

    [Fact]
    public void A_phone_has_no_more_companions_than_devices()
    {
        for (var device = 0; device < Phone.MaxDevices; device++)
            _server.LinkCompanion(_phone);

        Should.Throw<TooManyDevicesException>(() => _server.LinkCompanion(_phone));
    }

    [Fact]
    public void Too_many_prekeys_link_nothing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _server.LinkCompanion(_phone, prekeyCount: 10_000));

        _phone.Devices.ShouldBeEmpty();
    }
}
