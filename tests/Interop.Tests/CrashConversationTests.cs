using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Interop.Tests;

/// <summary>
/// Two clients whose databases fail at random, whose connections drop and whose processes are replaced write to each other, and each
/// message is kept once, in order.
/// </summary>
public sealed class CrashConversationTests : IAsyncLifetime
{
    private const int Messages = 150;

    private SimulatorServer _server = null!;

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_fails_each_message_is_kept_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        await using var alice = await Side.StartAsync(_server, "15550000001");
        await using var bob = await Side.StartAsync(_server, "15550000002");
        foreach (var side in (Side[])[alice, bob])
        {
            side.Journal.Fault = _ =>
            {
                lock (random)
                    return random.Next(25) switch { 0 => CrashPoint.Before, 1 => CrashPoint.After, _ => CrashPoint.None };
            };
        }

        using var done = new CancellationTokenSource();
        var trouble = MakeTroubleAsync([alice, bob], random, done.Token);
        await Task.WhenAll(WriteAsync(alice, bob), WriteAsync(bob, alice));
        await Eventually.TrueAsync(
            () => alice.Journal.Messages.Count >= Messages && bob.Journal.Messages.Count >= Messages, TimeSpan.FromMinutes(2));
        await done.CancelAsync();
        await trouble;

        string[] expected = [.. Enumerable.Range(0, Messages).Select(i => $"{i}")];
        alice.Journal.Messages.Select(message => message.Text()).ShouldBe(expected, $"seed {seed}");
        bob.Journal.Messages.Select(message => message.Text()).ShouldBe(expected, $"seed {seed}");
        _server.Violations.ShouldBeEmpty(); // one of them would be a key that encrypted two messages
    }

    // One after the other, each with its key, until it is known to be sent.
    private static async Task WriteAsync(Side from, Side to)
    {
        for (int i = 0; i < Messages; i++)
        {
            var options = new SendOptions { IdempotencyKey = $"message {i}" };
            await Eventually.PassesAsync(
                async () => await from.Client.Messages.SendTextAsync(to.Device.Jid.ToAccount(), $"{i}", options), TimeSpan.FromMinutes(2));
        }
    }

    private async Task MakeTroubleAsync(Side[] sides, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int what;
            lock (random)
                what = random.Next(4);
            var side = sides[what % 2];
            if (what < 2)
                _server.FaultsOf(side.Device).Drop();
            else
                await side.ReplaceAsync();
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), stop); // the pace of the trouble, not a wait for anything
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>A device whose processes come and go; what is durable stays.</summary>
    private sealed class Side : IAsyncDisposable
    {
        private readonly SimulatorServer _server;
        private readonly InMemoryStore _store = new();
        private readonly WebSocketTransportFactory _transports;
        private Task _reading = Task.CompletedTask;

        private Side(SimulatorServer server)
        {
            _server = server;
            _transports = new WebSocketTransportFactory(server.ChatUrl);
            Journal = new JournalHandOver(_store);
        }

        internal JournalHandOver Journal { get; }

        internal WhatsAppClient Client { get; private set; } = null!;

        internal Device Device { get; private set; } = null!;

        internal static async Task<Side> StartAsync(SimulatorServer server, string number)
        {
            var side = new Side(server);
            var paired = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            await side.BeginAsync(paired);
            side.Device = await server.ScanAsync(server.Phones.Create(number, number), await paired.Task);
            await Eventually.TrueAsync(() => side.Client.State == ConnectionState.Connected && server.IsOnline(side.Device));
            return side;
        }

        /// <summary>The process ends, and another one takes over.</summary>
        internal async Task ReplaceAsync()
        {
            await Client.DisposeAsync();
            await _reading;
            await BeginAsync(null);
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await _reading;
            _transports.Dispose();
        }

        private async Task BeginAsync(TaskCompletionSource<string>? qr)
        {
            Client = new WhatsAppClient(
                new ClientOptions { TrustedRoot = _server.Root }, _store, _store.TakeOver(), _transports, handOver: Journal);
            _reading = ReadAsync(Client, qr);
            await Client.StartAsync();
        }

        private static async Task ReadAsync(WhatsAppClient client, TaskCompletionSource<string>? qr)
        {
            await foreach (var happened in client.Events)
            {
                if (happened is QrIssued issued)
                    qr?.TrySetResult(issued.Text);
            }
        }
    }
}
