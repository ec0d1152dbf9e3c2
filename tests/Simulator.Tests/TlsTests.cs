using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Host;
using Wasilo.Simulator.Pki;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

public sealed class TlsTests
{
    private static readonly SimulatorOptions Tls = new() { Tls = true };

    [Fact]
    public async Task A_client_that_trusts_exactly_the_certificate_pairs_and_logs_in()
    {
        await using var server = await SimulatorServer.StartAsync(Tls);
        var device = new TestDevice();
        server.SecureChatUrl!.Scheme.ShouldBe("wss");
        var linked = await server.LinkAsync(server.Phones.Create("15550000001"), device);
        await using var client = await server.LoginAsync(linked, device);

        (await client.AskAsync("get", "w:p"))["type"].ShouldBe("result");
    }

    [Fact]
    public async Task A_client_that_trusts_only_public_authorities_does_not_connect()
    {
        await using var server = await SimulatorServer.StartAsync(Tls);
        using var socket = new ClientWebSocket();

        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(server.SecureChatUrl!, CancellationToken.None));
    }

    [Fact]
    public async Task Plain_connections_are_served_beside_it_and_hand_out_the_certificate()
    {
        await using var server = await SimulatorServer.StartAsync(Tls);
        using var http = new HttpClient { BaseAddress = server.ControlUrl };
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(server.ChatUrl, CancellationToken.None);

        var pem = await http.GetStringAsync(new Uri("tls-certificate.pem", UriKind.Relative));
        pem.ShouldNotContain("PRIVATE");
        using var given = X509Certificate2.CreateFromPem(pem);
        given.RawData.ShouldBe(server.TlsCertificate!.RawData);
        Announcement.Of(server).ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(given.RawData)));
    }

    [Fact]
    public void The_certificate_verifies_under_itself_for_the_hosts_it_is_for()
    {
        using var tls = TlsIdentity.Create(SystemRandomSource.Instance, IPAddress.Parse("127.0.0.9"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(tls.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        chain.Build(tls.Certificate).ShouldBeTrue();
        foreach (var host in new[] { "localhost", "127.0.0.1", "127.0.0.9", "::1" })
            tls.Certificate.MatchesHostname(host).ShouldBeTrue(host);
        tls.Certificate.MatchesHostname("127.0.0.2").ShouldBeFalse();
    }

    [Fact]
    public void A_seed_always_gives_the_same_certificate()
    {
        using var first = TlsIdentity.Create(new SeededRandomSource(7), IPAddress.Loopback);
        using var second = TlsIdentity.Create(new SeededRandomSource(7), IPAddress.Loopback);
        using var other = TlsIdentity.Create(new SeededRandomSource(8), IPAddress.Loopback);

        second.Certificate.RawData.ShouldBe(first.Certificate.RawData);
        other.Certificate.RawData.ShouldNotBe(first.Certificate.RawData);
    }

    [Fact]
    public async Task A_certificate_can_come_from_a_file()
    {
        using var folder = new TemporaryFolder();
        using var made = TlsIdentity.Create(SystemRandomSource.Instance, IPAddress.Loopback);
        var file = Path.Combine(folder.FullPath, "both.pem");
        await File.WriteAllTextAsync(file,
            $"{made.Certificate.ExportCertificatePem()}\n{made.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");

        await using var server = await SimulatorServer.StartAsync(Tls with { TlsCertificate = file });
        server.TlsCertificate!.RawData.ShouldBe(made.Certificate.RawData);
        await using var raw = await RawClient.ConnectAsync(server);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task A_file_without_certificate_and_key_is_refused(string? content)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.FullPath, "both.pem");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);

        await Should.ThrowAsync<InvalidSettingsException>(() => SimulatorServer.StartAsync(Tls with { TlsCertificate = file }));
    }
}
