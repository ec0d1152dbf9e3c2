using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Registration;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Tests;

public sealed class PairingTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;
    private Phone _phone = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _phone = _server.Phones.Create("15550000001");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_scanned_code_links_the_client_to_the_phone()
    {
        var linked = await _server.LinkAsync(_phone, _device);

        _phone.Devices.ShouldHaveSingleItem().ShouldBe(linked);
        linked.Jid.ShouldBe(Jid.Parse("15550000001:1@s.whatsapp.net"));
        linked.Lid.ShouldBe(_phone.Lid.WithDevice(1));
    }

    [Fact]
    public async Task Numbers_of_devices_are_never_given_twice()
    {
        var first = await _server.LinkAsync(_phone, _device);
        _server.Unlink(first);
        var second = await _server.LinkAsync(_phone, new TestDevice());

        second.Number.ShouldBe(first.Number + 1);
    }

    [Fact]
    public async Task A_phone_links_four_devices_and_no_more()
    {
        for (var i = 0; i < Phone.MaxDevices; i++)
            await _server.LinkAsync(_phone, new TestDevice());
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
            await Should.ThrowAsync<TooManyDevicesException>(() => _server.ScanAsync(_phone, _device.Qr(references[0])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("2@ref,AAAA,AAAA,AAAA,1")]
    [InlineData("2@ref,not base64,not base64,not base64")]
    public async Task A_text_that_is_no_pairing_code_is_refused(string text) =>
        await Should.ThrowAsync<InvalidQrException>(() => _server.ScanAsync(_phone, text));

    [Fact]
    public async Task A_reference_that_nobody_shows_has_expired() =>
        await Should.ThrowAsync<ExpiredQrException>(() => _server.ScanAsync(_phone, _device.Qr("2@AAAA")));

    [Fact]
    public async Task A_code_without_address_and_type_is_what_older_clients_show()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
        {
            var bare = string.Join(',', _device.Qr(references[0]).Split('#')[1].Split(',')[..4]);
            var scan = _server.ScanAsync(_phone, bare);
            await client.SendAsync(_device.Accept(await client.NextAsync("iq")));
            (await scan).Number.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_code_with_another_clients_keys_is_refused()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
            await Should.ThrowAsync<QrMismatchException>(() => _server.ScanAsync(_phone, new TestDevice().Qr(references[0])));
    }

    [Fact]
    public async Task A_code_is_good_for_one_scan()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
        {
            var first = _server.ScanAsync(_phone, _device.Qr(references[0]));
            await Should.ThrowAsync<ExpiredQrException>(() => _server.ScanAsync(_phone, _device.Qr(references[1])));
            await client.SendAsync(_device.Accept(await client.NextAsync("iq")));
            await first;
        }
    }

    [Fact]
    public async Task An_answer_without_the_clients_signature_links_nothing()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
        {
            var scan = _server.ScanAsync(_phone, _device.Qr(references[0]));
            var success = await client.NextAsync("iq");
            var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(
                _device.Accept(success).Child("pair-device-sign")!.Child("device-identity")!.Bytes.Span);
            signed.DeviceSignature = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(64));
            await client.SendAsync(TestDevice.Answer(success, 1, signed));

            await Should.ThrowAsync<PairingRefusedException>(() => scan);
            (await client.IsEndedAsync()).ShouldBeTrue();
        }

        _phone.Devices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_may_refuse()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        await using (client)
        {
            var scan = _server.ScanAsync(_phone, _device.Qr(references[0]));
            var success = await client.NextAsync("iq");
            await client.SendAsync(new Node("iq", [("to", Jid.WhatsApp), ("type", "error"), ("id", success["id"])],
                new Node("error", [("code", 401), ("text", "hmac-mismatch")])));

            (await Should.ThrowAsync<PairingRefusedException>(() => scan)).Message.ShouldContain("hmac-mismatch");
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_interrupts_the_pairing()
    {
        var (client, references) = await _server.RegisterAsync(_device);
        var scan = _server.ScanAsync(_phone, _device.Qr(references[0]));
        await client.DisposeAsync();

        await Should.ThrowAsync<PairingInterruptedException>(() => scan);
    }

    [Fact]
    public async Task A_code_that_no_client_shows_links_nothing()
    {
        await Should.ThrowAsync<NoCodeRequestedException>(() => _server.EnterCodeAsync(_phone, "ABCD-EFGH"));
        await Should.ThrowAsync<InvalidPairingCodeException>(() => _server.EnterCodeAsync(_phone, "ABC"));
    }

    [Fact]
    public async Task A_client_waits_for_the_code_of_the_number_that_it_named_last_until_it_leaves()
    {
        var other = _server.Phones.Create("15550000002");
        var (client, _) = await _server.RegisterAsync(_device);
        await using (client)
        {
            (await client.AskAsync("set", "md", Hello(_phone, CodeEnvelope.Length)))["type"].ShouldBe("result");
            _server.AwaitsCode(_phone).ShouldBeTrue();
            (await client.AskAsync("set", "md", Hello(other, CodeEnvelope.Length)))["type"].ShouldBe("result");
            _server.AwaitsCode(_phone).ShouldBeFalse();
        }

        await Eventually.TrueAsync(() => !_server.AwaitsCode(other));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(CodeEnvelope.Length - 1)]
    [InlineData(CodeEnvelope.Length + 1)]
    public async Task A_wrapped_key_of_another_length_is_a_bad_request(int length)
    {
        var (client, _) = await _server.RegisterAsync(_device);
        await using (client)
            (await client.AskAsync("set", "md", Hello(_phone, length))).Child("error")!["code"].ShouldBe("400");
    }

    [Fact]
    public async Task A_key_bundle_that_does_not_open_tells_that_the_code_was_wrong()
    {
        var (client, _) = await _server.RegisterAsync(_device);
        await using (client)
        {
            await client.AskAsync("set", "md", Hello(_phone, CodeEnvelope.Length));
            var entering = _server.EnterCodeAsync(_phone, "ABCD-EFGH");
            (await client.NextAsync("notification"))["type"].ShouldBe("link_code_companion_reg");
            await client.AskAsync("set", "md", new Node("link_code_companion_reg", [("stage", "companion_finish"), ("jid", _phone.Jid)],
                new Node("link_code_pairing_wrapped_key_bundle", content: new byte[156])));

            await Should.ThrowAsync<PairingRefusedException>(() => entering);
        }
    }

    [Fact]
    public async Task Pings_are_answered_before_the_pairing_too()
    {
        var (client, _) = await _server.RegisterAsync(_device);
        await using (client)
            (await client.AskAsync("get", "w:p"))["type"].ShouldBe("result");
        _server.Statistics[Counted.ProtocolErrors].ShouldBe(0);
    }

    private static Node Hello(Phone phone, int length) => new(
        "link_code_companion_reg", [("stage", "companion_hello"), ("jid", phone.Jid)],
        new Node("link_code_pairing_wrapped_companion_ephemeral_pub", content: new byte[length]));
}
