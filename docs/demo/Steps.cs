using System.Security.Cryptography;
using System.Text.Json;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;

namespace Wasilo.Demo;

/// <summary>The steps, in the order in which someone meets Wasilo.</summary>
internal sealed class Steps(DemoOptions options, SimulatorServer server, CancellationToken cancellation) : IAsyncDisposable
{
    private const string Name = "shop";
    private const string Question = "Are you open today?";
    private const string Offer = "Your order is ready.";

    private readonly Show _show = new();
    private readonly SingleBox _box = new(options, new WhatsAppAddress(server.ChatUrl, Convert.ToHexString(server.Root.ToRaw())));
    private readonly Phone _phone = server.Phones.Create("15550100", "The shop");
    private readonly Phone _customer = server.Phones.Create("15550101", "A customer");
    private readonly string _webhookKey = RandomNumberGenerator.GetHexString(32);
    private WebhookReceiver? _webhooks;
    private SessionsClient? _client;
    private string? _qr;
    private Device? _device;

    public int Passed => _show.Passed;

    public Uri Address => _box.Address;

    public async Task RunAsync()
    {
        await _show.StepAsync("Wasilo starts on an empty folder: SQLite, a silo of its own, nothing configured but where WhatsApp is.", StartAsync);
        await _show.StepAsync($"POST /api/sessions: a session '{Name}' is created, with a webhook. Nothing is connected yet.", CreateAsync);
        await _show.StepAsync($"POST /api/sessions/{Name}/start: the engine connects, and WhatsApp gives it what a phone must scan.", ConnectAsync);
        await _show.StepAsync("The simulated phone scans the code, as a person would under \"Linked devices\".", ScanAsync);
        await _show.StepAsync("POST /api/sendText: a text goes to a customer's phone, encrypted end to end, and the customer reads it.", SendAsync);
        await _show.StepAsync("The customer's phone answers: a webhook tells it, signed with the session's key.", HearAsync);
        await _show.StepAsync("The process is killed with -9 and started again: the session comes back by itself, without a new scan.", KillAsync);
    }

    public Task EndAsync() => _box.EndAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _box.DisposeAsync();
        if (_webhooks is not null)
            await _webhooks.DisposeAsync();
    }

    private async Task<string> StartAsync()
    {
        var key = await _box.StartAsync(cancellation);
        _client = new SessionsClient(_box.Address, key);
        return $"It listens on {_box.Address} and has printed its first API key.";
    }

    private async Task<string> CreateAsync()
    {
        _webhooks = await WebhookReceiver.StartAsync(_webhookKey);
        var webhook = new { url = _webhooks.Url, events = new[] { "message", "message.ack" }, hmac = new { key = _webhookKey } };
        var session = await _client!.CreateAsync(Name, new { webhooks = new[] { webhook } });
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

    private async Task<string> SendAsync()
    {
        var sent = await _client!.PostAsync("api/sendText", new { session = Name, chatId = $"{_customer.Number}@c.us", text = Offer });
        var phone = server.Script(_customer);
        var there = await Show.UntilAsync(
            "The text is on the phone", 20, () => Task.FromResult(phone.Messages.FirstOrDefault(message => message.Text == Offer)), cancellation);
        phone.Read(there.Id);
        var id = sent.GetProperty("id").GetString();
        await _webhooks!.NextAsync("that it was read", 20, told => Is(told, "message.ack", "ackName", "READ", id), cancellation);
        return $"\"{Offer}\" is on the phone, and a webhook has told that it was read.";
    }

    private async Task<string> HearAsync()
    {
        await server.Script(_customer).SendTextAsync(_phone.Jid, Question);
        var told = await _webhooks!.NextAsync("the text", 20, told => Is(told, "message", "body", Question, id: null), cancellation);
        return $"\"{Question}\" from {told.GetProperty("payload").GetProperty("from")}; the signature is right.";
    }

    private static bool Is(JsonElement told, string name, string property, string value, string? id)
    {
        var payload = told.GetProperty("payload");
        return told.GetProperty("event").GetString() == name && payload.GetProperty(property).GetString() == value &&
            (id is null || payload.GetProperty("id").GetString() == id);
    }

    private async Task<string> KillAsync()
    {
        await _box.KillAndStartAsync(cancellation);
        await _client!.UntilAsync(Name, "WORKING", seconds: 60, cancellation);
        if (server.Violations.Count > 0)
            throw new InvalidOperationException($"WhatsApp has seen what must not be: {server.Violations[0]}");
        await server.Script(_customer).SendTextAsync(_phone.Jid, "And tomorrow?");
        await _webhooks!.NextAsync("the text after that", 20, told => Is(told, "message", "body", "And tomorrow?", id: null), cancellation);
        return "It is WORKING again and hears the next text, and WhatsApp never saw two sockets of it.";
    }
}
