using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Calls;
using Wasilo.WhatsApp.Contacts;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Presence;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Client;

/// <summary>One linked device: connects, pairs, logs in, and stays connected until it is stopped.</summary>
/// <remarks>
/// What happens is told by <see cref="Events"/>, which must be read: a client whose events pile up stops reading from its socket. All
/// clients of a process share one timer, and none has a thread of its own. Its methods may be called from any thread; its work goes on in
/// the context from which it was started.
/// </remarks>
/// <example>
/// <code>
/// var store = new InMemoryStore();
/// await using var client = new WhatsAppClient(new ClientOptions(), store, store.TakeOver(), new WebSocketTransportFactory());
/// await client.StartAsync();
/// await foreach (var happened in client.Events)
/// {
///     if (happened is QrIssued qr)
///         Show(qr.Text);
/// }
/// </code>
/// </example>
public sealed class WhatsAppClient : IAsyncDisposable
{
    private readonly ClientParts _parts;
    private readonly ConnectionLoop _loop;
    private readonly EventStream _events = new();
    private readonly SemaphoreSlim _commands = new(1, 1);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    /// <param name="options">How it presents itself.</param>
    /// <param name="store">Where its keys are; empty for a device that is to be paired.</param>
    /// <param name="epoch">What the owner of the device got when it took over; see <see cref="IEngineStore.CommitAsync"/>.</param>
    /// <param name="transports">How to reach the server. The client doesn't dispose of it.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="random">Randomness; the system's by default.</param>
    /// <param name="handOver">Who keeps messages; by default nobody, but for what the engine itself needs of them.</param>
    public WhatsAppClient(
        ClientOptions options,
        IEngineStore store,
        long epoch,
        ITransportFactory transports,
        TimeProvider? time = null,
        IRandomSource? random = null,
        IMessageHandOver? handOver = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(transports);
        time ??= TimeProvider.System;
        _parts = new ClientParts(
            options,
            new CredentialKeeper(store, epoch),
            _events,
            new StateHolder(_events),
            time,
            TimerWheel.Of(time),
            random ?? SystemRandomSource.Instance,
            handOver);
        Calls = new CallActions(_parts);
        Contacts = new ContactActions(_parts);
        Groups = new GroupActions(_parts);
        Messages = new Messenger(_parts);
        Presence = new PresenceActions(_parts);
        _loop = new ConnectionLoop(_parts, transports);
    }

    /// <summary>Everything that happens, in order, each event once. One reader at a time; ends when the client is disposed of.</summary>
    public IAsyncEnumerable<ClientEvent> Events => _events;

    /// <summary>What the client is doing.</summary>
    public ConnectionState State => _parts.States.Current;

    /// <summary>Calls.</summary>
    public CallActions Calls { get; }

    /// <summary>Other accounts, and what this one shows to them.</summary>
    public ContactActions Contacts { get; }

    /// <summary>Groups.</summary>
    public GroupActions Groups { get; }

    /// <summary>Messages: what this account writes, and what it tells of having seen.</summary>
    public Messenger Messages { get; }

    /// <summary>Who is there, and who is writing.</summary>
    public PresenceActions Presence { get; }

    /// <summary>What is known of other accounts; for the engine's own parts.</summary>
    internal AccountDirectory Directory => _parts.Directory;

    /// <summary>Starts connecting, and returns. A client that runs already isn't changed; one that has stopped starts over.</summary>
    /// <remarks>
    /// The store is read first, and what it throws is thrown here: stored keys that can't be read never lead to a new device.
    /// </remarks>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_running.IsCompleted)
                return;
            await _parts.Keeper.LoadAsync(_parts.Random, _parts.Time.GetUtcNow(), cancellationToken);
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _running = _loop.RunAsync(_stop.Token);
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Closes the connection, and returns once it is closed. The device stays paired; a stopped client isn't changed.</summary>
    public async Task StopAsync()
    {
        await _commands.WaitAsync();
        try
        {
            await EndAsync();
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Asks for a code that is typed into the phone instead of scanning a QR code; valid as long as the QR codes are.</summary>
    /// <param name="phoneNumber">The account's number with its country code, however it is written.</param>
    /// <param name="code">A code of the caller's choice, eight letters or digits; null for a random one.</param>
    /// <param name="cancellationToken">Gives up waiting for the server.</param>
    /// <returns>The code as it is shown, with a hyphen in the middle.</returns>
    /// <exception cref="InvalidOperationException">The client doesn't await pairing.</exception>
    /// <exception cref="ArgumentException">The number isn't one, or the code can't be typed into a phone.</exception>
    /// <exception cref="RequestException">The server doesn't take the number or the name of this device, or doesn't answer.</exception>
    public async Task<string> RequestPairingCodeAsync(
        string phoneNumber, string? code = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(phoneNumber);
        var account = PairingByCode.ParseNumber(phoneNumber);
        code = code is null ? PairingCode.Generate(_parts.Random) : PairingCode.Parse(code);
        var run = _loop.Current ?? throw PairingRoom.NotOpen();
        return await run.Pairing.RequestCodeAsync(account, code).WaitAsync(cancellationToken);
    }

    /// <summary>Unlinks the device from its account, deletes everything of it, and stops.</summary>
    /// <exception cref="RequestException">The server didn't confirm. The device is still linked, as far as the client knows.</exception>
    public async Task LogOutAsync(CancellationToken cancellationToken = default)
    {
        var run = RequireLogin();
        var device = new Node("remove-companion-device", [("jid", _parts.Keeper.Current.Id), ("reason", "user_initiated")]);
        try
        {
            await run.RequestAsync("set", "md", [device]).WaitAsync(cancellationToken);
        }
        catch (NotConnectedException) when (run.How?.Action == EndAction.LogOut)
        {
            // The server removed the device, and said so before it answered.
        }

        run.End(new ConnectionEnd(EndReason.LoggedOut, EndAction.LogOut));
        await _running.WaitAsync(cancellationToken);
    }

    /// <summary>Chooses whether the server sends what happens at once (active, as after each login) or keeps it back (passive).</summary>
    /// <exception cref="RequestException">The server refused, or there is no connection.</exception>
    public Task SetActiveAsync(bool active, CancellationToken cancellationToken = default) =>
        RequireLogin().Login.SetActiveAsync(active).WaitAsync(cancellationToken);

    /// <summary>Shows the account as available, or not.</summary>
    /// <exception cref="InvalidOperationException">The account's name isn't known yet; the server wants it with this.</exception>
    /// <exception cref="NotConnectedException">There is no connection.</exception>
    public Task AnnouncePresenceAsync(bool available, CancellationToken cancellationToken = default)
    {
        var run = RequireLogin();
        if (string.IsNullOrEmpty(_parts.Keeper.Current.PushName))
            throw new InvalidOperationException("The account's name isn't known yet; the phone sends it after the first login.");
        return run.Login.AnnounceAsync(available).WaitAsync(cancellationToken);
    }

    /// <summary>Stops the client and ends its events. Nothing of the device is deleted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _commands.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            await EndAsync();
            if (_parts.HasMessages)
            {
                await _parts.Messages.ForgetAsync();
                _parts.Messages.Dispose();
            }

            _events.Complete();
            _stop?.Dispose();
            _parts.Keeper.Dispose();
        }
        finally
        {
            _commands.Release();
        }
    }

    private async Task EndAsync()
    {
        if (_stop is { } stop && !_running.IsCompleted)
            await stop.CancelAsync();
        await _running;
    }

    private ConnectionRun RequireLogin() => _loop.Current is { IsLoggedIn: true } run
        ? run
        : throw new NotConnectedException("The client isn't logged in; wait until it is connected.");
}
