using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class PreKeyTests
{
    [Theory]
    [InlineData(0, 812)]
    [InlineData(4, 50)]
    public async Task A_server_that_has_few_keys_gets_more_before_the_client_is_connected(int atServer, int uploaded)
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();
        server.Send(new Node("success", [("t", "1700000000"), ("lid", ClientWorld.Lid)]));
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", atServer)])]);

        var upload = await server.ExpectAsync("set", "encrypt", "list");

        var keys = upload.Child("list")!.Children;
        keys.Length.ShouldBe(uploaded);
        keys[0].Child("id")!.Bytes.ToArray().ShouldBe([0, 0, 1]);
        var stored = await world.Store.LoadPreKeysAsync(1, uploaded, default); // before they were sent
        stored.Select(key => key.Key.PublicKey).ShouldBe(keys.Select(key => PublicKey.FromRaw(key.Child("value")!.Bytes.Span)));
        upload.Child("registration")!.Bytes.Length.ShouldBe(4);
        upload.Child("type")!.Bytes.ToArray().ShouldBe([5]);
        upload.Child("skey")!.Child("signature")!.Bytes.Length.ShouldBe(64);
        server.Answer(upload);
        server.Answer(await server.ExpectAsync("set", "passive", "active"));
        await world.NextAsync(ConnectionState.Connected);
        var credentials = (await world.Store.LoadCredentialsAsync(default))!;
        credentials.NextPreKeyId.ShouldBe((uint)uploaded + 1);
        credentials.FirstPreKeyToUpload.ShouldBe(credentials.NextPreKeyId);
    }

    [Fact]
    public async Task Keys_whose_upload_was_not_confirmed_are_sent_again_and_none_are_made_for_it()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();
        server.Send(new Node("success", [("t", "1700000000"), ("lid", ClientWorld.Lid)]));
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", "3")])]);
        var first = await server.ExpectAsync("set", "encrypt", "list");
        server.Cut();
        await world.NextAsync(ConnectionState.WaitingToReconnect);
        world.Time.Advance(TimeSpan.FromSeconds(1.1));
        await world.NextAsync(ConnectionState.Connecting);

        server = await world.Server.AcceptAsync();
        server.Send(new Node("success", [("t", "1700000000"), ("lid", ClientWorld.Lid)]));
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", "3")])]);
        var second = await server.ExpectAsync("set", "encrypt", "list");

        second.Child("list").ShouldBe(first.Child("list"));
    }

    [Fact]
    public async Task A_refused_upload_is_tried_three_times_and_the_login_goes_on()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();
        server.Send(new Node("success", [("t", "1700000000"), ("lid", ClientWorld.Lid)]));
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", "0")])]);
        for (int i = 0; i < 3; i++)
        {
            var upload = server.ExpectAsync("set", "encrypt", "list");
            await world.AdvanceUntilAsync(() => upload.IsCompleted, TimeSpan.FromMilliseconds(100), server);
            server.Refuse(await upload, 500, "internal-server-error");
        }

        server.Answer(await server.ExpectAsync("set", "passive", "active"));
        await world.NextAsync(ConnectionState.Connected);
    }

    [Fact]
    public async Task The_server_may_say_that_it_runs_low()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(new Node(
            "notification",
            [("from", Jid.WhatsApp), ("type", "encrypt"), ("id", "low"), ("t", "1700000000")],
            [new Node("count", [("value", "2")])]));

        var ack = await server.ReceiveAsync();
        (ack.Tag, ack["class"], ack["type"], ack["id"]).ShouldBe(("ack", "notification", "encrypt", "low"));
        ack.Jid("to").ShouldBe(Jid.WhatsApp);
        server.Answer(await server.ExpectAsync("get", "encrypt", "count"), [new Node("count", [("value", "2")])]);
        (await server.ExpectAsync("set", "encrypt", "list")).Child("list")!.Children.Length.ShouldBe(50);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The server's.")]
    public async Task Keys_are_uploaded_anew_if_the_servers_digest_of_them_differs(bool same, bool uploads)
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        var key = new PreKey(1, KeyPair.Generate(world.Random));
        var credentials = (await world.Store.LoadCredentialsAsync(default))! with { NextPreKeyId = 2, FirstPreKeyToUpload = 2 };
        await world.Store.CommitAsync(new StoreDelta { Credentials = credentials, AddedPreKeys = [key] }, 1, default);
        var server = await world.StartAsync();
        await world.LogInAsync(server);
        (await server.ReceiveAsync()).Child("unified_session").ShouldNotBeNull();

        byte[] hash = SHA1.HashData(
        [
            .. credentials.IdentityKey.PublicKey.Bytes,
            .. credentials.SignedPreKey.Key.PublicKey.Bytes,
            .. credentials.SignedPreKey.Signature.Span,
            .. key.Key.PublicKey.Bytes,
        ]);
        hash[0] ^= same ? (byte)0 : (byte)1;
        server.Answer(await server.ExpectAsync("get", "encrypt", "digest"), [new Node("digest", content:
        [
            new Node("list", content: [new Node("id", content: new byte[] { 0, 0, 1 })]),
            new Node("hash", content: hash),
        ])]);

        foreach (string asked in (string[])["abt", "blocklist", "privacy"])
            server.Answer(await server.ExpectAsync("get", asked)); // asked together with it
        if (uploads)
            await server.ExpectAsync("set", "encrypt", "list");
        else
            await world.KeysCheckedAsync(world.Time.GetUtcNow());
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(25, true)]
    public async Task The_servers_digest_is_compared_once_a_day(int hours, bool again)
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync(credentials => credentials with { KeysCheckedAt = world.Time.GetUtcNow() });
        world.Time.Advance(TimeSpan.FromHours(hours));
        var server = await world.StartAsync();
        await world.LogInAsync(server);
        (await server.ReceiveAsync()).Child("unified_session").ShouldNotBeNull();

        if (again)
            server.Answer(await server.ExpectAsync("get", "encrypt", "digest"), [new Node("digest")]);
        await server.ExpectAsync("get", "abt");

        var now = world.Time.GetUtcNow();
        await world.KeysCheckedAsync(again ? now : now.AddHours(-hours));
    }

    [Fact]
    public async Task A_signed_prekey_is_replaced_after_a_month_and_the_old_one_kept()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();
        world.Time.Advance(TimeSpan.FromDays(31));
        var server = await world.StartAsync();
        await world.LogInAsync(server);
        await ClientWorld.SettleAsync(server);

        var rotate = await server.ExpectAsync("set", "encrypt", "rotate");

        var skey = rotate.Child("rotate")!.Child("skey")!;
        skey.Child("id")!.Bytes.ToArray().ShouldBe([0, 0, 2]);
        var stored = (await world.Store.LoadCredentialsAsync(default))!;
        stored.SignedPreKey.Key.PublicKey.ShouldBe(PublicKey.FromRaw(skey.Child("value")!.Bytes.Span));
        stored.EarlierSignedPreKeys.Single().Id.ShouldBe(1u);
        XEdDsa.Verify(
            stored.IdentityKey.PublicKey,
            stored.SignedPreKey.Key.PublicKey.ToTyped(),
            skey.Child("signature")!.Bytes.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task An_account_with_a_name_is_announced_and_can_be_hidden()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync(credentials => credentials with { PushName = "Alice" });
        var server = await world.StartAsync();
        await world.LogInAsync(server);

        var presence = await server.ReceiveAsync();
        (presence.Tag, presence["name"], presence["type"]).ShouldBe(("presence", "Alice", "available"));
        await ClientWorld.SettleAsync(server);
        await world.Client.AnnouncePresenceAsync(false);
        (await server.ReceiveAsync())["type"].ShouldBe("unavailable");
    }
}
