using System.Security.Cryptography.X509Certificates;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Tests.Support;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Tests.Transport;

public sealed class TlsTrustTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task A_private_root_is_trusted_when_it_is_given()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());

        (await EchoAsync(server, TlsTrust.Root(_certificates.Root))).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_private_root_is_not_trusted_by_itself()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());

        var refused = await Should.ThrowAsync<TlsAuthenticationException>(() => EchoAsync(server, trust: null));

        refused.Message.ShouldContain(server.Address.Authority);
        ConnectionEnd.Of(refused).Reason.ShouldBe(EndReason.ServerNotTrusted);
        ConnectionEnd.Of(refused).Action.ShouldBe(EndAction.ReconnectLater);
    }

    [Fact]
    public async Task Another_root_of_the_same_name_is_not_trusted()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());
        using var others = new TestCertificates();

        await Should.ThrowAsync<TlsAuthenticationException>(() => EchoAsync(server, TlsTrust.Root(others.Root)));
    }

    [Fact]
    public async Task A_certificate_of_the_root_for_another_server_is_not_trusted()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue("elsewhere.example"));

        await Should.ThrowAsync<TlsAuthenticationException>(() => EchoAsync(server, TlsTrust.Root(_certificates.Root)));
    }

    [Fact]
    public async Task A_pinned_certificate_is_trusted_whatever_its_name()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue("elsewhere.example"));
        string withColons = string.Join(':', server.Fingerprint.Chunk(2).Select(digits => new string(digits)));

        (await EchoAsync(server, TlsTrust.Pin(server.Fingerprint.ToLowerInvariant()))).ShouldBe([1, 2, 3]);
        (await EchoAsync(server, TlsTrust.Pin(withColons))).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task No_other_certificate_is_trusted_where_one_is_pinned()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());
        using var other = _certificates.Issue();
        string pin = other.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

        await Should.ThrowAsync<TlsAuthenticationException>(() => EchoAsync(server, TlsTrust.Pin(pin)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Behind_a_proxy_the_servers_own_certificate_counts(bool socks)
    {
        await using var proxy = new LoopbackProxy(socks, "alice", "s3cret");
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());
        var settings = new ProxySettings(proxy.Address, "alice", "s3cret");

        (await EchoAsync(server, TlsTrust.Root(_certificates.Root), settings)).ShouldBe([1, 2, 3]);
        await Should.ThrowAsync<TlsAuthenticationException>(() => EchoAsync(server, trust: null, settings));
        proxy.Tunnels.ShouldBe(2);
    }

    [Fact]
    public async Task A_root_may_be_disposed_of_by_whoever_gave_it()
    {
        await using var server = await TlsEchoServer.StartAsync(_certificates.Issue());
        var root = X509CertificateLoader.LoadCertificate(_certificates.Root.RawData);
        var trust = TlsTrust.Root(root);
        root.Dispose();

        (await EchoAsync(server, trust)).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0011")]
    [InlineData("zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public void A_pin_is_64_hexadecimal_digits(string pin) => Should.Throw<ArgumentException>(() => TlsTrust.Pin(pin));

    [Fact]
    public void An_address_without_TLS_takes_no_trust() => Should.Throw<ArgumentException>(
        () => new WebSocketTransportFactory(new Uri("ws://127.0.0.1:1/"), trust: TlsTrust.Root(_certificates.Root)));

    public void Dispose() => _certificates.Dispose();

    private static async Task<byte[]> EchoAsync(TlsEchoServer server, TlsTrust? trust, ProxySettings? proxy = null)
    {
        using var factory = new WebSocketTransportFactory(server.Address, proxy, trust);
        await using var transport = factory.Create();
        using var deadline = new CancellationTokenSource(ScriptedServer.Deadline);
        await transport.ConnectAsync(deadline.Token);
        await transport.SendAsync(new byte[] { 1, 2, 3 }, deadline.Token);
        byte[] received = new byte[10];
        int count = await transport.ReceiveAsync(received, deadline.Token);
        return received[..count];
    }
}
