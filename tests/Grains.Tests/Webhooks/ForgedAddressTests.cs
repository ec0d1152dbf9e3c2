using System.Net;
using System.Net.Sockets;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Webhooks;

namespace Wasilo.Grains.Tests.Webhooks;

/// <summary>Ways to write an address that leads back into this machine or its network. A receiver on loopback counts who comes.</summary>
public sealed class ForgedAddressTests : IAsyncLifetime
{
    private static readonly IPAddress Outside = IPAddress.Loopback;
    private static readonly IPAddress Inside = IPAddress.Parse("127.0.0.2");

    private readonly Receiver _canary = new();

    public Task InitializeAsync() => _canary.StartAsync();

    public async Task DisposeAsync() => await _canary.DisposeAsync();

    public static TheoryData<string> Addresses => new(
        from scheme in (string[])["http", "https", "HTTP", "hTtPs"]
        from host in Hosts
        select $"{scheme}://{host}");

    private static IEnumerable<string> Hosts =>
    [
        "127.0.0.1:PORT/", "127.1:PORT/", "127.0.1:PORT/", "127.000.000.001:PORT/", "0177.0.0.1:PORT/", "0177.0.0.01:PORT/", "0x7f.0.0.1:PORT/",
        "0x7f.1:PORT/", "0x7f000001:PORT/", "2130706433:PORT/", "017700000001:PORT/", "0.0.0.0:PORT/", "0:PORT/", "127.127.127.127:PORT/",
        "[::1]:PORT/", "[0:0:0:0:0:0:0:1]:PORT/", "[::]:PORT/", "[::ffff:127.0.0.1]:PORT/", "[::ffff:7f00:1]:PORT/", "[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
        "[::127.0.0.1]:PORT/", "[64:ff9b::127.0.0.1]:PORT/", "[2002:7f00:1::]:PORT/", "[fe80::1]:PORT/", "localhost:PORT/", "LOCALHOST:PORT/",
        "localhost.:PORT/", "name.test:PORT/", "mapped.test:PORT/", "mixed-private.test:PORT/", "127.0.0.1.:PORT/", "①②⑦.⓪.⓪.①:PORT/", "127。0。0。1:PORT/",
        "user@127.0.0.1:PORT/", "user:pass@127.0.0.1:PORT/", "example.com@127.0.0.1:PORT/", "example.com%40127.0.0.1:PORT/",
        "127.0.0.1:PORT#@example.com/", "127.0.0.1:PORT\\@example.com/", "example.com:PORT@127.0.0.1/", "//127.0.0.1:PORT/",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:PORT/_POST")]
    [InlineData("ftp://127.0.0.1:PORT/")]
    [InlineData("ws://127.0.0.1:PORT/")]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("net.tcp://127.0.0.1:PORT/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/plain,x")]
    [InlineData("//127.0.0.1:PORT/")]
    [InlineData("127.0.0.1:PORT")]
    [InlineData("http:127.0.0.1:PORT")]
    [InlineData("http:///127.0.0.1:PORT/")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task None_of_them_reaches_this_machine(string address)
    {
        var port = new Uri(_canary.Url).Port;
        using var sender = Sender(allowPrivate: false);

        var receipt = await sender.SendAsync(To(address.Replace("PORT", $"{port}", StringComparison.Ordinal)), "evt_1", [1], default);

        receipt.IsTaken.ShouldBeFalse();
        receipt.Status.ShouldBeNull();
        _canary.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_moves_after_it_was_looked_at_gains_nothing()
    {
        await using var outside = new Receiver();
        await outside.StartAsync();
        outside.Answer = (_, response) => response.Headers.Connection = "close"; // so that the name is looked up each time
        var asked = 0;
        using var sender = new WebhookSender(Options(), TimeProvider.System, new GuardedConnector(
            IsOutside, (_, _) => Task.FromResult<IPAddress[]>([asked++ % 2 == 0 ? Outside : Inside])));
        await using var inside = new Receiver();
        await inside.StartAsync(outside.Url.Replace($"{Outside}", $"{Inside}", StringComparison.Ordinal));

        var receipts = new List<Receipt>();
        for (var attempt = 0; attempt < 6; attempt++)
            receipts.Add(await sender.SendAsync(To(outside.Url.Replace($"{Outside}", "rebinding.test", StringComparison.Ordinal)), "evt_1", [1], default));

        receipts.Select(static receipt => receipt.IsTaken).ShouldBe([true, false, true, false, true, false]);
        outside.Requests.Count.ShouldBe(3);
        inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_looked_at_like_the_address_itself()
    {
        await using var inside = new Receiver();
        await inside.StartAsync($"http://{Inside}:0/");
        _canary.Answer = (_, response) =>
        {
            response.StatusCode = 307;
            response.Headers.Location = inside.Url;
        };
        using var sender = new WebhookSender(Options(), TimeProvider.System, new GuardedConnector(IsOutside, ResolveAsync));

        var receipt = await sender.SendAsync(To(_canary.Url), "evt_1", [1], default);

        receipt.Error!.ShouldContain("no public address");
        _canary.Requests.Count.ShouldBe(1);
        inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_are_followed_where_they_may_lead_and_secrets_stay_at_home()
    {
        await using var first = new Receiver();
        await first.StartAsync();
        first.Answer = (_, response) =>
        {
            response.StatusCode = 308;
            response.Headers.Location = $"{_canary.Url}moved";
        };
        using var sender = Sender(allowPrivate: true);

        var receipt = await sender.SendAsync(
            To(first.Url) with { HmacKey = "key", CustomHeaders = [new("Authorization", "Bearer secret"), new("X-Mine", "secret")] }, "evt_1", [1, 2], default);

        receipt.ShouldBe(new Receipt(200, null));
        first.Requests.ShouldHaveSingleItem().Headers["X-Mine"].ShouldBe("secret");
        var moved = _canary.Requests.ShouldHaveSingleItem();
        (moved.Method, moved.Path).ShouldBe(("POST", "/moved"));
        moved.Body.ShouldBe([1, 2]);
        moved.Headers.ShouldNotContainKey("X-Mine");
        moved.Headers.ShouldNotContainKey("Authorization");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("http://user:pass@127.0.0.1/")]
    public async Task Redirects_to_what_is_no_receiver_are_not_followed(string location)
    {
        _canary.Answer = (_, response) =>
        {
            response.StatusCode = 307;
            response.Headers.Location = location;
        };
        using var sender = Sender(allowPrivate: true);

        (await sender.SendAsync(To(_canary.Url), "evt_1", [1], default)).IsTaken.ShouldBeFalse();

        _canary.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        _canary.Answer = (_, response) =>
        {
            response.StatusCode = 307;
            response.Headers.Location = _canary.Url;
        };
        using var sender = Sender(allowPrivate: true);

        (await sender.SendAsync(To(_canary.Url), "evt_1", [1], default)).Error.ShouldBe("It redirected too often.");

        _canary.Requests.Count.ShouldBe(4);
    }

    private static WebhookConfig To(string address) => new() { Url = address, Events = ["*"] };

    private static WebhookSender Sender(bool allowPrivate) => new(
        Options(), TimeProvider.System, new GuardedConnector(address => allowPrivate || PublicAddresses.Contains(address), ResolveAsync));

    private static WebhookOptions Options() => new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Where all is on loopback, one address of it stands for the public internet.</summary>
    private static bool IsOutside(IPAddress address) => address.Equals(Outside);

    /// <summary>The system's resolver for what reads as an address however it is written, and names of ours.</summary>
    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => host.TrimEnd('.') switch
    {
        "name.test" or "inside.test" => [IPAddress.Loopback],
        "mapped.test" => [IPAddress.Loopback.MapToIPv6()],
        "mixed-private.test" => [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("10.1.2.3"), IPAddress.Parse("169.254.169.254")],
        "example.com" => throw new SocketException((int)SocketError.HostNotFound),
        _ => await Dns.GetHostAddressesAsync(host, cancellationToken),
    };
}
