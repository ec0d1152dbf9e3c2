using Wasilo.Simulator;
using Wasilo.Simulator.Phones;

namespace Wasilo.Demo;

/// <summary>The steps, in the order in which someone meets Wasilo.</summary>
internal sealed class Steps(DemoOptions options, SimulatorServer server, CancellationToken cancellation) : IAsyncDisposable
{
    private const string Name = "shop";

    private readonly Show _show = new();
    private readonly SingleBox _box = new(options, new WhatsAppAddress(server.ChatUrl, Convert.ToHexString(server.Root.ToRaw())));
    private readonly Phone _phone = server.Phones.Create("15550100", "The shop");
    private SessionsClient? _client;
    private string? _qr;
    private Device? _device;

    public int Passed => _show.Passed;

    public Uri Address => _box.Address;

    public async Task RunAsync()
    {
        await _show.StepAsync("Wasilo starts on an empty folder: SQLite, a silo of its own, nothing configured but where WhatsApp is.", StartAsync);
        await _show.StepAsync($"POST /api/sessions: a session '{Name}' is created. Nothing is connected yet.", CreateAsync);
        await _show.StepAsync($"POST /api/sessions/{Name}/start: the engine connects, and WhatsApp gives it what a phone must scan.", ConnectAsync);
        await _show.StepAsync("The simulated phone scans the code, as a person would under \"Linked devices\".", ScanAsync);
        await _show.StepAsync("The process is killed with -9 and started again: the session comes back by itself, without a new scan.", KillAsync);
    }

    public Task EndAsync() => _box.EndAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _box.DisposeAsync();
    }

    private async Task<string> StartAsync()
    {
        var key = await _box.StartAsync(cancellation);
        _client = new SessionsClient(_box.Address, key);
        return $"It listens on {_box.Address} and has printed its first API key.";
    }

    private async Task<string> CreateAsync()
    {
        var session = await _client!.CreateAsync(Name, new { });
        return $"It is {session.GetProperty("status")}.";
    }

    private async Task<string> ConnectAsync()
    {
        await _client!.StartAsync(Name);
        await _client.UntilAsync(Name, "SCAN_QR_CODE", seconds: 20, cancellation);
        _qr = await _client.QrAsync(Name);
        Console.WriteLine(Qr.Draw(_qr));
        return "It is SCAN_QR_CODE.";
    }

    private async Task<string> ScanAsync()
    {
        _device = await server.ScanAsync(_phone, _qr!);
        await _client!.UntilAsync(Name, "WORKING", seconds: 20, cancellation);
        return $"It is WORKING, as device {_device.Jid} of +{_phone.Number}.";
    }

    private async Task<string> KillAsync()
    {
        await _box.KillAndStartAsync(cancellation);
        await _client!.UntilAsync(Name, "WORKING", seconds: 60, cancellation);
        if (server.Violations.Count > 0)
            throw new InvalidOperationException($"WhatsApp has seen what must not be: {server.Violations[0]}");
        return "It is WORKING again, and WhatsApp never saw two sockets of it.";
    }
}
