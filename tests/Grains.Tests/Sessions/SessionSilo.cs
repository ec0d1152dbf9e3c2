using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Placement;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Webhooks;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.Storage;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Schema;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Tests.Sessions;

/// <summary>A silo in this process with the session grains, on SQLite, and a simulated WhatsApp that it connects to.</summary>
public sealed class SessionSilo : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly EncryptionKey _key = EncryptionKey.Generate();
    private IHost? _host;
    private IHost? _client;
    private int _phones;

    internal SimulatorServer Server { get; private set; } = null!;

    internal Database Database { get; private set; } = null!;

    /// <summary>Over TCP, so that all that crosses to grains and back is put into bytes.</summary>
    internal IClusterClient Grains => _client!.Services.GetRequiredService<IClusterClient>();

    internal IServiceProvider Services => _host!.Services;

    internal IAccountGrain Account => Grains.GetGrain<IAccountGrain>("acme");

    public async Task InitializeAsync()
    {
        Server = await SimulatorServer.StartAsync();
        Database = Database.Parse($"Data Source={_folder.File("wasilo.db")}");
        await new SchemaMigrator(Database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        await StartAsync(_key);
        await Account.Put("Acme", null);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Stops the silo in order, and starts another one on the same database.</summary>
    internal async Task RestartAsync(EncryptionKey? key = null)
    {
        await StopAsync();
        await StartAsync(key ?? _key);
    }

    internal Phone NewPhone() => Server.Phones.Create($"1555{Interlocked.Increment(ref _phones):0000000}", "Alice");

    internal async Task<ISessionGrain> CreateAsync(SessionConfig? config = null) =>
        Session((await Account.CreateSession(null, config ?? SessionConfig.Default, null)).Id!);

    internal ISessionGrain Session(string id) => Grains.GetGrain<ISessionGrain>(id);

    /// <summary>A session that a phone has scanned and that works.</summary>
    internal async Task<(ISessionGrain Session, Device Device)> CreateWorkingAsync(SessionConfig? config = null)
    {
        var session = await CreateAsync(config);
        await session.Start();
        var device = await Server.ScanAsync(NewPhone(), (await session.GetQr(TimeSpan.FromSeconds(10)))!.Text!);
        await BecomesAsync(session, SessionStatus.Working);
        return (session, device);
    }

    internal static Task BecomesAsync(ISessionGrain session, SessionStatus status) =>
        Eventually.TrueAsync(async () => (await session.Get())?.Status == status, what: $"the session is {status}");

    internal static SessionId IdOf(ISessionGrain session) => SessionId.Parse(session.GetPrimaryKeyString());

    private async Task StartAsync(EncryptionKey key)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Database).AddSingleton<NodeSnapshots>().AddSingleton(new KeyRing(key))
            .AddSingleton<AccountStore>().AddSingleton<ApiKeyStore>().AddSingleton<SessionStore>().AddSingleton<SessionOwnership>()
            .AddSingleton(new WriterOptions()).AddSingleton<GroupCommitWriter>();
        builder.Services.AddSessions(
            new EngineSettings { Endpoint = Server.ChatUrl, RootKey = Server.Root },
            new WebhookOptions { AllowPrivateAddresses = true, Interval = TimeSpan.FromMilliseconds(100) });
        var ports = FreePort.Find(2);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(ports[0], ports[1])
            .UseInMemoryReminderService()
            .Configure<SiloOptions>(options => options.SiloName = "box")
            .AddPlacementDirector<NodePlacement, NodePlacementDirector>());
        _host = builder.Build();
        await _host.StartAsync();

        var client = Host.CreateApplicationBuilder();
        client.Logging.ClearProviders();
        client.UseOrleansClient(orleans => orleans.UseLocalhostClustering(ports[1]));
        _client = client.Build();
        await _client.StartAsync();
    }

    private async Task StopAsync()
    {
        await _client!.StopAsync();
        _client.Dispose();
        await _host!.StopAsync();
        // The database is the test's, and outlives the silo.
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
    }
}
