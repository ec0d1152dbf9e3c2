using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Tests.Sessions;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage.Events;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Tests.Webhooks;

/// <summary>From a session's life to its receivers: a silo, a simulated WhatsApp, and receivers on loopback.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private readonly SessionSilo _silo = new();
    private readonly Receiver _receiver = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _dispatching = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        await _receiver.StartAsync();
        await _silo.InitializeAsync();
        Dispatch();
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _dispatching;
        await _silo.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_session_s_life_is_told_in_order_and_no_status_twice()
    {
        var config = new SessionConfig { Webhooks = [To(_receiver)], Metadata = new() { ["user.id"] = "7" } };
        var (session, device) = await _silo.CreateWorkingAsync(config);
        await session.Stop();

        await TellsAsync(_receiver, "STARTING", "SCAN_QR_CODE", "STARTING", "WORKING", "STOPPED");
        var envelopes = _receiver.Requests.Select(Envelope).ToArray();
        envelopes.Select(one => one.GetProperty("event").GetString()).Distinct().ShouldBe(["session.status", "auth.qr", "auth.code"], ignoreOrder: true);
        var working = envelopes.Single(one => Status(one) == "WORKING");
        working.GetProperty("me").GetProperty("jid").GetString().ShouldBe(device.Jid.ToString());
        working.GetProperty("metadata").GetProperty("user.id").GetString().ShouldBe("7");
        working.GetProperty("id").GetString()!.ShouldStartWith("evt_");
        working.GetProperty("session").GetString().ShouldBe((await session.Get())!.Name);
        working.GetProperty("environment").GetProperty("worker").GetProperty("id").GetString().ShouldBe("box");
        working.GetProperty("payload").GetProperty("statuses").GetArrayLength().ShouldBe(3);
        envelopes[0].TryGetProperty("me", out _).ShouldBeFalse();
        envelopes.Single(one => one.GetProperty("event").GetString() == "auth.code").GetProperty("payload").GetProperty("jid").GetString()
            .ShouldBe(device.Jid.ToString());
        _receiver.Requests.Select(request => request.Headers["webhook-id"]).ShouldBe(envelopes.Select(one => one.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Gateway_s_receivers_get_its_form_and_filters_let_through_what_they_name()
    {
        await using var gateway = new Receiver();
        await gateway.StartAsync();
        var session = await _silo.CreateAsync(new SessionConfig
        {
            Webhooks = [To(_receiver) with { Events = ["auth.qr"] }, To(gateway) with { Dialect = "gateway", Events = ["session.status"] }],
        });
        await session.Start();
        await session.GetQr(TimeSpan.FromSeconds(10));
        await session.Stop();

        await Eventually.TrueAsync(() => gateway.Requests.Count == 3 && _receiver.Requests.Count >= 1);
        var told = gateway.Requests.Select(Envelope).ToArray();
        told.Select(one => one.GetProperty("payload").GetProperty("status").GetString()).ShouldBe(["starting", "scan_qr_code", "stopped"]);
        (told[0].GetProperty("schema").GetString(), told[0].GetProperty("organization").GetString(), told[0].GetProperty("session").GetString())
            .ShouldBe(("v1", "acme", session.GetPrimaryKeyString()));
        gateway.Requests.First().Headers["X-Webhook-Request-Id"].ShouldBe(told[0].GetProperty("id").GetString());
        _receiver.Requests.Select(Envelope).ShouldAllBe(one => one.GetProperty("event").GetString() == "auth.qr");
    }

    [Fact]
    public async Task What_is_not_taken_is_repeated_in_order_under_the_same_id()
    {
        var refusals = 0;
        _receiver.Answer = (_, response) => response.StatusCode = Interlocked.Increment(ref refusals) % 3 == 0 ? 200 : 500;
        var session = await StartAndStopAsync(To(_receiver) with { Events = ["session.status"], Retries = new RetryConfig("constant", 0, 5) });

        await Eventually.TrueAsync(() => _receiver.Requests.Count == 9);
        var ids = _receiver.Requests.Select(request => request.Headers["webhook-id"]).ToArray();
        ids.Chunk(3).ShouldAllBe(three => three.Distinct().Count() == 1);
        ids.Distinct().Count().ShouldBe(3);
        _receiver.Requests.GroupBy(request => request.Headers["webhook-id"]).ShouldAllBe(
            same => same.Select(request => Convert.ToHexString(request.Body)).Distinct().Count() == 1);
        await Eventually.TrueAsync(async () => (await LogAsync(session)).Count == 3);
        (await LogAsync(session)).ShouldAllBe(one => one.State == DeliveryState.Delivered && one.Attempts == 3 && one.Status == 200);
    }

    [Fact]
    public async Task What_is_never_taken_is_given_up_after_the_last_attempt_and_can_be_replayed()
    {
        _receiver.Answer = static (_, response) => response.StatusCode = 503;
        var session = await StartAndStopAsync(To(_receiver) with { Events = ["session.status"], Retries = new RetryConfig("constant", 0, 1) });
        await Eventually.TrueAsync(async () => (await LogAsync(session)).Count == 3);
        var dead = await LogAsync(session);
        dead.ShouldAllBe(one => one.State == DeliveryState.Dead && one.Attempts == 2 && one.Status == 503 && one.Error == "It answered 503.");
        _receiver.Requests.Count.ShouldBe(6);

        _receiver.Answer = static (_, _) => { };
        var log = _silo.Services.GetRequiredService<DeliveryLog>();
        (await log.ReplayAsync(dead[0].Session, dead[0].Webhook, dead[0].Event, default)).ShouldBeTrue();

        await Eventually.TrueAsync(async () => (await LogAsync(session)).Count(one => one.State == DeliveryState.Delivered) == 1);
        _receiver.Requests.Last().Headers["webhook-id"].ShouldBe(dead[0].Event);
    }

    [Fact]
    public async Task A_slow_receiver_delays_only_itself()
    {
        await using var slow = new Receiver();
        await slow.StartAsync();
        var answer = new TaskCompletionSource();
        slow.Delay = _ => answer.Task;

        await StartAndStopAsync(To(slow), To(_receiver));

        await TellsAsync(_receiver, "STARTING", "SCAN_QR_CODE", "STOPPED");
        slow.Requests.Count.ShouldBe(1);
        answer.SetResult();
        await TellsAsync(slow, "STARTING", "SCAN_QR_CODE", "STOPPED");
    }

    [Fact]
    public async Task A_receiver_that_comes_back_after_the_silo_has_died_gets_everything_in_order()
    {
        await _receiver.StopAsync();
        var session = await StartAndStopAsync(To(_receiver) with { Retries = new RetryConfig("constant", 1, 100) });
        await _stop.CancelAsync();
        await _dispatching;
        await _silo.RestartAsync();
        await _receiver.StartAsync();

        using var stop = new CancellationTokenSource();
        var dispatching = Task.Run(() => _silo.Services.GetRequiredService<WebhookDispatcher>().RunAsync(stop.Token));

        await TellsAsync(_receiver, "STARTING", "SCAN_QR_CODE", "STOPPED");
        await stop.CancelAsync();
        await dispatching;
        (await _silo.Session(session).Get())!.Status.ShouldBe(SessionStatus.Stopped);
    }

    private void Dispatch() => _dispatching = Task.Run(() => _silo.Services.GetRequiredService<WebhookDispatcher>().RunAsync(_stop.Token));

    private async Task<string> StartAndStopAsync(params WebhookConfig[] webhooks)
    {
        var session = await _silo.CreateAsync(new SessionConfig { Webhooks = webhooks });
        await session.Start();
        (await session.GetQr(TimeSpan.FromSeconds(10)))!.Text.ShouldNotBeNull();
        await session.Stop();
        return session.GetPrimaryKeyString();
    }

    private Task<IReadOnlyList<Delivery>> LogAsync(string session) =>
        _silo.Services.GetRequiredService<DeliveryLog>().ListAsync(SessionId.Parse(session), null, null, 100, default);

    private static WebhookConfig To(Receiver receiver) => new() { Url = receiver.Url, Events = ["*"] };

    private static Task TellsAsync(Receiver receiver, params string[] statuses) => Eventually.PassesAsync(() =>
    {
        receiver.Requests.Select(Envelope).Select(Status).OfType<string>().ShouldBe(statuses);
        return Task.CompletedTask;
    });

    private static JsonElement Envelope(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement;

    private static string? Status(JsonElement envelope) =>
        envelope.GetProperty("event").GetString() == "session.status" ? envelope.GetProperty("payload").GetProperty("status").GetString() : null;
}
