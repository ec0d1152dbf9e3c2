using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class PairingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_pairs_by_QR_is_told_to_restart_and_logs_in(bool byteByByte)
    {
        await using var world = new ClientWorld(byteByByte: byteByByte);
        var server = await world.StartAsync();
        await ClientWorld.OfferAsync(server);
        await world.NextAsync(ConnectionState.AwaitingPairing);
        var qr = await world.NextAsync<QrIssued>();
        qr.Lifetime.ShouldBe(TimeSpan.FromSeconds(60));
        string[] fields = Fields(qr);
        Convert.FromBase64String(fields[1]).ShouldBe(server.NoiseKey.Bytes.ToArray());
        Convert.FromBase64String(fields[2]).ShouldBe(server.Payload.DevicePairingData.EIdent.ToByteArray());

        server.Send(world.PairSuccess(PublicKey.FromRaw(Convert.FromBase64String(fields[2])), Convert.FromBase64String(fields[3])));
        var reply = await server.ReceiveAsync();
        var stored = await world.Store.LoadCredentialsAsync(default); // before the reply was sent

        reply["id"].ShouldBe("success");
        var identity = reply.Child("pair-device-sign")!.Child("device-identity")!;
        identity["key-index"].ShouldBe("1");
        var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(identity.Bytes.Span);
        signed.HasAccountSignatureKey.ShouldBeFalse();
        XEdDsa.Verify(
            stored!.IdentityKey.PublicKey,
            [6, 1, .. signed.Details.Span, .. stored.IdentityKey.PublicKey.Bytes, .. world.Phone.Account.PublicKey.Bytes],
            signed.DeviceSignature.Span).ShouldBeTrue();
        stored.Id.ShouldBe(ClientWorld.Id);
        stored.Lid.ShouldBe(ClientWorld.Lid);
        stored.Platform.ShouldBe("android");
        (await world.Store.LoadIdentityAsync(new SignalAddress("100000000000001_1", 0), default)).ShouldBe(world.Phone.Account.PublicKey);
        (await world.Store.LoadLidAsync(ClientWorld.Id.ToAccount(), default)).ShouldBe(ClientWorld.Lid.ToAccount());
        (await world.NextAsync<Paired>()).Id.ShouldBe(ClientWorld.Id);

        server.Send(new Node("stream:error", [("code", "515")]));
        var restart = await world.NextAsync(ConnectionState.WaitingToReconnect);
        restart.End!.Reason.ShouldBe(EndReason.RestartRequired);
        restart.RetryIn.ShouldBe(TimeSpan.Zero);
        await world.NextAsync(ConnectionState.Connecting);
        var second = await world.Server.AcceptAsync();
        second.NoiseKey.ShouldBe(server.NoiseKey);
        second.Payload.Username.ShouldBe(15550000001ul);
        second.Payload.Device.ShouldBe(1u);
        second.Payload.Passive.ShouldBeTrue();
        second.Payload.DevicePairingData.ShouldBeNull();
        await world.LogInAsync(second);
    }

    [Fact]
    public async Task The_registration_says_who_the_device_is()
    {
        await using var world = new ClientWorld(new ClientOptions
        {
            DeviceName = "Test bench",
            Platform = DevicePlatform.Firefox,
            Version = new ClientVersion(2, 3000, 7),
        });
        var server = await world.StartAsync();

        server.Payload.HasUsername.ShouldBeFalse();
        server.Payload.HasDevice.ShouldBeFalse();
        server.Payload.UserAgent.AppVersion.Tertiary.ShouldBe(7u);
        var data = server.Payload.DevicePairingData;
        data.ERegid.Length.ShouldBe(4);
        data.ESkeyId.ToByteArray().ShouldBe([0, 0, 1]);
        XEdDsa.Verify(PublicKey.FromRaw(data.EIdent.Span), [5, .. data.ESkeyVal.Span], data.ESkeySig.Span).ShouldBeTrue();
        var props = DeviceProps.Parser.ParseFrom(data.DeviceProps);
        props.Os.ShouldBe("Test bench");
        props.PlatformType.ShouldBe(DeviceProps.Types.PlatformType.Firefox);
        Convert.ToHexStringLower(data.BuildHash.Span).ShouldBe("bc8f4cfacf9cf406bd04ea518ccdab9a"); // MD5 of "2.3000.7"
    }

    [Fact]
    public async Task QR_codes_live_60_then_20_seconds_and_then_the_client_reconnects_for_more()
    {
        await using var world = new ClientWorld();
        var server = await world.StartAsync();
        await ClientWorld.OfferAsync(server, references: 3);
        await world.NextAsync(ConnectionState.AwaitingPairing);
        Fields(await world.NextAsync<QrIssued>())[0].ShouldBe("2@reference0");

        await world.PassAsync(server, TimeSpan.FromSeconds(60.2));
        var second = await world.NextAsync<QrIssued>();
        second.Lifetime.ShouldBe(TimeSpan.FromSeconds(20));
        Fields(second)[0].ShouldBe("2@reference1");
        await world.PassAsync(server, TimeSpan.FromSeconds(20.2));
        Fields(await world.NextAsync<QrIssued>())[0].ShouldBe("2@reference2");
        world.Time.Advance(TimeSpan.FromSeconds(20.2));

        var waiting = await world.NextAsync(ConnectionState.WaitingToReconnect);
        waiting.End!.Reason.ShouldBe(EndReason.QrCodesExhausted);
        waiting.RetryIn!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        world.Time.Advance(TimeSpan.FromSeconds(1.1));
        await world.NextAsync(ConnectionState.Connecting);
        (await world.Server.AcceptAsync()).NoiseKey.ShouldBe(server.NoiseKey);
    }

    [Fact]
    public async Task A_phone_that_does_not_know_the_secret_is_refused_and_nothing_is_stored()
    {
        await using var world = new ClientWorld();
        var server = await world.StartAsync();
        await ClientWorld.OfferAsync(server);
        await world.NextAsync(ConnectionState.AwaitingPairing);
        string[] fields = Fields(await world.NextAsync<QrIssued>());

        server.Send(world.PairSuccess(PublicKey.FromRaw(Convert.FromBase64String(fields[2])), new byte[32]));

        var refusal = await server.ReceiveAsync();
        refusal["type"].ShouldBe("error");
        refusal.Child("error")!["code"].ShouldBe("401");
        refusal.Child("error")!["text"].ShouldBe("hmac-mismatch");
        (await world.NextAsync<PairingFailed>()).Exception.ShouldBeOfType<PairingSecretMismatchException>();
        (await world.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.PairingFailed);
        (await world.Store.LoadCredentialsAsync(default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("abcd-1234")]
    public async Task A_client_pairs_by_code(string? chosen)
    {
        await using var world = new ClientWorld();
        var server = await world.StartAsync();
        await ClientWorld.OfferAsync(server);
        await world.NextAsync(ConnectionState.AwaitingPairing);
        await world.NextAsync<QrIssued>();

        var requested = world.Client.RequestPairingCodeAsync("+1 (555) 000-0001", chosen);
        var hello = await server.ExpectAsync("set", "md", "link_code_companion_reg");
        var phone = new CodePhone(world.Phone, hello.Child("link_code_companion_reg")!);
        server.Answer(hello, [CodePhone.Reference("companion_hello")]);
        string code = await requested.WaitAsync(ScriptedServer.Deadline);
        var issued = await world.NextAsync<PairingCodeIssued>();
        issued.ShouldBe(new PairingCodeIssued(code, "15550000001"));
        if (chosen is not null)
            code.ShouldBe("ABCD-1234");

        server.Send(phone.Type(code.Replace("-", "", StringComparison.Ordinal)));
        var ack = await server.ReceiveAsync();
        (ack.Tag, ack["class"], ack["id"]).ShouldBe(("ack", "notification", "typed"));
        var finish = await server.ExpectAsync("set", "md", "link_code_companion_reg");
        byte[] secret = phone.Finish(finish.Child("link_code_companion_reg")!);
        server.Answer(finish);
        server.Send(world.PairSuccess(phone.Device, secret));

        (await server.ReceiveAsync()).Child("pair-device-sign").ShouldNotBeNull();
        (await world.NextAsync<Paired>()).Id.ShouldBe(ClientWorld.Id);
    }

    [Theory]
    [InlineData("555")]
    [InlineData("0555 000 0001")]
    [InlineData("not a number")]
    public async Task A_number_without_country_code_is_refused(string number)
    {
        await using var world = new ClientWorld();

        await Should.ThrowAsync<ArgumentException>(() => world.Client.RequestPairingCodeAsync(number));
    }

    [Fact]
    public async Task A_pairing_code_before_the_server_offers_pairing_is_the_callers_mistake()
    {
        await using var world = new ClientWorld();

        await Should.ThrowAsync<InvalidOperationException>(() => world.Client.RequestPairingCodeAsync("15550000001"));
    }

    private static string[] Fields(QrIssued qr)
    {
        string[] parts = qr.Text.Split('#');
        parts[0].ShouldBe("https://wa.me/settings/linked_devices");
        string[] fields = parts[1].Split(',');
        fields.Length.ShouldBe(5);
        fields[4].ShouldBe("1");
        return fields;
    }
}
