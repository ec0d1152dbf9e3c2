using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Faults;
using Wasilo.Simulator.Host;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Pki;
using Wasilo.Simulator.Registration;
using Wasilo.WhatsApp.Crypto;
using PublicKey = Wasilo.WhatsApp.Crypto.PublicKey;

namespace Wasilo.Simulator;

/// <summary>A running simulator: a WhatsApp server in this process, on a port of its own.</summary>
/// <example>
/// <code>
/// await using var server = await SimulatorServer.StartAsync();
/// var phone = server.Phones.Create("15550000001");
/// // point a client at server.ChatUrl, let it trust server.Root, and take the QR code that it shows
/// var device = await server.ScanAsync(phone, qr);
/// </code>
/// </example>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ChatServer _chat;

    private SimulatorServer(WebApplication app)
    {
        _app = app;
        _chat = app.Services.GetRequiredService<ChatServer>();
        var features = app.Services.GetRequiredService<IServer>().Features;
        Uri[] addresses =
        [
            .. features.GetRequiredFeature<IServerAddressesFeature>().Addresses
                .Where(static text => !EdgeLink.IsLink(text)).Select(static text => new Uri(text)),
        ];
        var plain = addresses.Single(static address => address.Scheme == Uri.UriSchemeHttp);
        ControlUrl = new Uri(plain, "/");
        ChatUrl = new UriBuilder(plain) { Scheme = Uri.UriSchemeWs, Path = ChatEndpoint.Path }.Uri;
        if (addresses.SingleOrDefault(static address => address.Scheme == Uri.UriSchemeHttps) is { } secure)
            SecureChatUrl = new UriBuilder(secure) { Scheme = Uri.UriSchemeWss, Path = ChatEndpoint.Path }.Uri;
        Edges = app.Services.GetService<EdgeFleet>()?.Edges ?? [];
        TlsCertificate = app.Services.GetService<TlsIdentity>()?.Certificate;
    }

    /// <summary>Where clients connect.</summary>
    public Uri ChatUrl { get; }

    /// <summary>Processes that clients can connect to as well; empty without <see cref="SimulatorOptions.Edges"/>.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>Where clients connect by TLS; null without <see cref="SimulatorOptions.Tls"/>.</summary>
    public Uri? SecureChatUrl { get; }

    /// <summary>The certificate that they see there; clients must trust it.</summary>
    public X509Certificate2? TlsCertificate { get; }

    /// <summary>Where the control API is.</summary>
    public Uri ControlUrl { get; }

    /// <summary>The key that clients must trust instead of WhatsApp's.</summary>
    public PublicKey Root => _chat.Identity.Root;

    /// <summary>What the server has seen.</summary>
    public Statistics Statistics => _chat.Statistics;

    /// <summary>How often each kind of query was asked, by namespace.</summary>
    public IReadOnlyDictionary<string, long> Queries => _chat.Queries.ToDictionary();

    /// <summary>Which routing info clients sent before their intro, in hexadecimal, and how often.</summary>
    public IReadOnlyDictionary<string, long> RoutingInfo => _chat.Routing.ToDictionary();

    /// <summary>What clients have done that correct ones don't.</summary>
    public IReadOnlyList<Violation> Violations => _chat.Violations.All;

    /// <summary>The simulated phones.</summary>
    public PhoneBook Phones => _chat.Phones;

    /// <summary>How many devices are logged in.</summary>
    public int OnlineDevices => _chat.Presences.Count;

    /// <summary>Stanzas that devices haven't acknowledged: those that wait for them, and those that are on their way.</summary>
    public long Unacknowledged => _chat.Courier.Unacknowledged;

    /// <summary>How many sockets are open.</summary>
    public int OpenConnections => _chat.Connections.Count;

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves; by default on a free loopback port.</param>
    /// <param name="time">Its clock; the system's by default.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="Errors.InvalidSettingsException">An option has an impossible value.</exception>
    public static Task<SimulatorServer> StartAsync(
        SimulatorOptions? options = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        SettingsReader.Check(options);
        var builder = SimulatorHost.CreateInProcessBuilder();
        return StartAsync(SimulatorHost.Build(builder, options, time ?? TimeProvider.System), cancellationToken);
    }

    /// <summary>Lets a phone scan the QR code that a client shows. Ends when the client is linked.</summary>
    /// <exception cref="Errors.PairingException">Nothing came of it: one type for each reason.</exception>
    public Task<Device> ScanAsync(Phone phone, string qr)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(qr);
        return _chat.Actions.ScanAsync(phone, qr);
    }

    /// <summary>Whether a client shows a pairing code for a phone and waits for it to be typed in.</summary>
    public bool AwaitsCode(Phone phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return _chat.References.FindCode(phone.Number) is not null;
    }

    /// <summary>Types the pairing code that a client shows into a phone. Ends when the client is linked.</summary>
    /// <exception cref="Errors.PairingException">Nothing came of it: one type for each reason.</exception>
    public Task<Device> EnterCodeAsync(Phone phone, string code)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentNullException.ThrowIfNull(code);
        return _chat.Actions.EnterCodeAsync(phone, code);
    }

    /// <summary>Links a new device to a phone without a client and without pairing, for those who need many.</summary>
    /// <param name="phone">Whose device it becomes.</param>
    /// <param name="prekeyCount">How many one-time prekeys the server has of it.</param>
    /// <exception cref="Errors.TooManyDevicesException">The phone has as many as it may.</exception>
    /// <example>
    /// <code>
    /// var companion = server.LinkCompanion(phone);
    /// var store = new InMemoryStore();
    /// var epoch = store.TakeOver();
    /// await store.CommitAsync(new StoreDelta { Credentials = companion.Credentials, AddedPreKeys = companion.PreKeys }, epoch, default);
    /// // a client with this store logs in
    /// </code>
    /// </example>
    public Companion LinkCompanion(Phone phone, int prekeyCount = 30)
    {
        ArgumentNullException.ThrowIfNull(phone);
        ArgumentOutOfRangeException.ThrowIfNegative(prekeyCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prekeyCount, Prekeys.Limit);
        return DirectLink.Link(_chat, phone, prekeyCount);
    }

    /// <summary>What a phone itself does: writing, reading, calling, as its user would.</summary>
    public PhoneScript Script(Phone phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return new PhoneScript(_chat.PrimaryOf(phone));
    }

    /// <summary>Unlinks a device from its phone.</summary>
    public void Unlink(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _chat.Actions.Unlink(device);
    }

    /// <summary>
    /// Installs the app on a phone anew: its devices are unlinked, and it has new keys, no sessions and no messages. A script that was made
    /// before is the old phone's.
    /// </summary>
    public void Reinstall(Phone phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        _chat.Actions.Reinstall(phone);
    }

    /// <summary>Whether a device is logged in.</summary>
    public bool IsOnline(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return _chat.Presences.TryGet(device, out _);
    }

    /// <summary>Faults for a device.</summary>
    public DeviceFaults FaultsOf(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new DeviceFaults(_chat, device);
    }

    /// <summary>Faults for everyone.</summary>
    public CommonFaults FaultsOfAll => new(_chat.Faults, FaultScope.Everyone);

    /// <summary>Stops it. Clients see their connections drop.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // As a program: with its configuration and its log.
    internal static Task<SimulatorServer> StartProgramAsync(IReadOnlyList<string> args)
    {
        var builder = SimulatorHost.CreateProgramBuilder(args);
        return StartAsync(SimulatorHost.Build(builder, SettingsReader.Read(builder.Configuration), TimeProvider.System), default);
    }

    internal Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    private static async Task<SimulatorServer> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return new SimulatorServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
