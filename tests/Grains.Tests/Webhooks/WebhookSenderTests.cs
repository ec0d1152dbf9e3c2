using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Webhooks;

namespace Wasilo.Grains.Tests.Webhooks;

public sealed class WebhookSenderTests : IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private readonly WebhookSender _sender =
        new(new WebhookOptions { AllowPrivateAddresses = true, Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

    public Task InitializeAsync() => _receiver.StartAsync();

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("https://host/a", "https://host/b", true)]
    [InlineData("https://host/a", "https://HOST:443/b", true)]
    [InlineData("https://host/a", "http://host/b", false)]
    [InlineData("https://host/a", "https://host:8443/b", false)]
    [InlineData("https://host/a", "https://other/b", false)]
    public void Only_the_configured_receiver_gets_secret_headers_and_never_in_the_clear(string configured, string redirected, bool gets) =>
        WebhookSender.IsHome(new Uri(redirected), new Uri(configured)).ShouldBe(gets);

    // WAHA's own example.
    [Fact]
    public async Task The_signature_is_the_one_that_waha_documents()
    {
        var body = """{"event":"message","session":"default","engine":"WEBJS"}"""u8.ToArray();

        await _sender.SendAsync(Webhook with { HmacKey = "my-secret-key" }, "evt_1", body, default);

        var headers = _receiver.Requests.ShouldHaveSingleItem().Headers;
        headers["X-Webhook-Hmac-Algorithm"].ShouldBe("sha512");
        headers["X-Webhook-Hmac"].ShouldBe(
            "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89");
        headers["Content-Type"].ShouldBe("application/json");
    }

    [Fact]
    public async Task The_standard_signature_covers_id_time_and_body()
    {
        await _sender.SendAsync(Webhook with { HmacKey = "key" }, "evt_1", [1, 2, 3], default);

        var headers = _receiver.Requests.ShouldHaveSingleItem().Headers;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), 1, 2, 3];
        headers["webhook-signature"].ShouldBe($"v1,{Convert.ToBase64String(HMACSHA256.HashData("key"u8, signed))}");
        headers["webhook-id"].ShouldBe("evt_1");
        long.Parse(headers["X-Webhook-Timestamp"]).ShouldBeInRange(1_700_000_000_000, 99_000_000_000_000);
    }

    [Fact]
    public async Task Requests_have_ids_of_their_own_except_to_gateway_s_receivers()
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await _sender.SendAsync(Webhook, "evt_1", [1], default);
            await _sender.SendAsync(Webhook with { Dialect = "gateway" }, "evt_1", [1], default);
        }

        var ids = _receiver.Requests.Select(request => request.Headers["X-Webhook-Request-Id"]).ToArray();
        ids.Distinct().Count().ShouldBe(3);
        ids.Count(id => id == "evt_1").ShouldBe(2);
        _receiver.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("X-Webhook-Hmac"));
    }

    [Fact]
    public async Task Custom_headers_are_sent_and_cannot_take_the_place_of_ours()
    {
        HeaderConfig[] headers =
        [
            new("X-Mine", "1"), new("Authorization", "Bearer t"), new("webhook-id", "forged"), new("X-Webhook-Timestamp", "0"),
            new("Host", "elsewhere"), new("Content-Length", "1"), new("Transfer-Encoding", "chunked"), new("Connection", "close"),
        ];

        var receipt = await _sender.SendAsync(Webhook with { CustomHeaders = headers }, "evt_1", [1, 2, 3], default);

        receipt.ShouldBe(new Receipt(200, null));
        var request = _receiver.Requests.ShouldHaveSingleItem();
        (request.Headers["X-Mine"], request.Headers["Authorization"], request.Headers["webhook-id"]).ShouldBe(("1", "Bearer t", "evt_1"));
        request.Headers["X-Webhook-Timestamp"].ShouldNotBe("0");
        request.Headers["Host"].ShouldStartWith("127.0.0.1:");
        request.Body.ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(302, false)]
    [InlineData(303, false)]
    [InlineData(400, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    public async Task A_receiver_takes_an_event_by_answering_2xx(int status, bool isTaken)
    {
        _receiver.Answer = (_, response) =>
        {
            response.StatusCode = status;
            response.Headers.Location = _receiver.Url;
        };

        var receipt = await _sender.SendAsync(Webhook, "evt_1", [1], default);

        (receipt.IsTaken, receipt.Status).ShouldBe((isTaken, (int?)status));
        _receiver.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_waited_for_no_longer_than_the_timeout()
    {
        var done = new TaskCompletionSource();
        _receiver.Delay = _ => done.Task;
        using var sender = new WebhookSender(
            new WebhookOptions { AllowPrivateAddresses = true, Timeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);

        var receipt = await sender.SendAsync(Webhook, "evt_1", [1], default);
        done.SetResult();

        receipt.Error.ShouldBe("It didn't answer within 0.2 s.");
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_no_exception()
    {
        await _receiver.StopAsync();

        (await _sender.SendAsync(Webhook, "evt_1", [1], default)).Error.ShouldNotBeNull();
    }

    private WebhookConfig Webhook => new() { Url = _receiver.Url, Events = ["*"] };
}
