using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Simulator.Tests;

public sealed class DeviceListTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private Phone _a = null!;
    private Phone _b = null!;
    private Chatter _alice = null!;
    private Chatter _bob = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { PhonesRead = false });
        _a = _server.Phones.Create("15550000001", "Alice");
        _b = _server.Phones.Create("15550000002", "Bob");
        _alice = await Chatter.JoinAsync(_server, _a);
        _bob = await Chatter.JoinAsync(_server, _b);
    }

    public async Task DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_device_list_is_signed_by_the_account()
    {
        var devices = (await AskAsync(_b.Lid)).Child("devices").ShouldNotBeNull();

        devices.Child("device-list")!.Children.Select(static device => device["key-index"]).ShouldBe([null, "1"]);
        var signed = ADVSignedKeyIndexList.Parser.ParseFrom(devices.Child("key-index-list")!.Bytes.Span);
        var account = PublicKey.FromRaw(signed.AccountSignatureKey.Span);
        XEdDsa.Verify(account, [6, 2, .. signed.Details.Span], signed.AccountSignature.Span).ShouldBeTrue();
        var list = ADVKeyIndexList.Parser.ParseFrom(signed.Details);
        list.CurrentIndex.ShouldBe(1u);
        list.ValidIndexes.ShouldBe([1u]);
    }

    [Fact]
    public async Task Who_has_asked_hears_of_a_device_that_comes_and_goes()
    {
        await AskAsync(_b.Jid);
        await using var tablet = await Chatter.JoinAsync(_server, _b);

        var news = await _alice.NextAsync("notification");
        news["type"].ShouldBe("devices");
        news.Jid("from").ShouldBe(_b.Jid);
        news.Jid("lid").ShouldBe(_b.Lid);
        var added = news.Child("add").ShouldNotBeNull();
        added["device_hash"].ShouldNotBeNull().ShouldStartWith("2:");
        added.Child("device")!.Jid("jid").ShouldBe(tablet.Jid);
        added.Child("device")!.Jid("lid").ShouldBe(tablet.Lid);
        added.Child("device")!["key-index"].ShouldBe("2");
        added.Child("key-index-list")!.Bytes.IsEmpty.ShouldBeFalse();

        _server.Unlink(tablet.Device);
        var removed = (await _alice.NextAsync("notification")).Child("remove").ShouldNotBeNull();
        removed.Child("device")!.Jid("jid").ShouldBe(tablet.Jid);
    }

    [Fact]
    public async Task Who_was_away_hears_of_it_later_and_the_account_itself_gets_the_whole_list()
    {
        await AskAsync(_b.Jid);
        await _alice.LeaveAsync();
        await using var tablet = await Chatter.JoinAsync(_server, _b);

        var own = await _bob.NextAsync("notification");
        own["type"].ShouldBe("account_sync");
        own.Child("devices")!["dhash"].ShouldNotBeNull();
        own.Child("devices")!.ChildrenTagged("device").Select(static device => device.Jid("jid")).ShouldBe([_b.Jid, _bob.Jid, tablet.Jid]);
        (await _bob.NextAsync("notification")).Child("add")!.Child("device")!.Jid("jid").ShouldBe(tablet.Jid);
        await _alice.ReturnAsync();
        (await _alice.NextAsync("notification"))["offline"].ShouldBe("0");
    }

    [Fact]
    public async Task A_second_login_is_no_news()
    {
        await _bob.Client.AskAsync("get", "encrypt", new Node("count")); // answered once all of the first login is done
        await AskAsync(_b.Jid);
        await _bob.LeaveAsync();
        await _bob.ReturnAsync();
        await _bob.CaughtUpAsync();

        _alice.Device.Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task A_phone_never_runs_out_of_prekeys_and_signs_what_it_should()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var answer = await _alice.Client.AskAsync("get", "encrypt", new Node("key", default,
                NodeContent.Of(new Node("user", [("jid", _b.Lid), ("reason", "identity")]), new Node("user", [("jid", _a.Jid)]))));
            var bundle = answer.Child("list")!.Children[0];
            bundle.Jid("jid").ShouldBe(_b.Lid);
            bundle.Child("device-identity").ShouldBeNull();
            ids.Add(Convert.ToHexString(bundle.Child("key")!.Child("value")!.Bytes.Span)).ShouldBeTrue();
            var identity = PublicKey.FromRaw(bundle.Child("identity")!.Bytes.Span);
            var signed = bundle.Child("skey")!;
            var prekey = PublicKey.FromRaw(signed.Child("value")!.Bytes.Span);
            XEdDsa.Verify(identity, prekey.ToTyped(), signed.Child("signature")!.Bytes.Span).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_phone_that_is_installed_anew_has_new_keys_and_no_devices_and_those_who_asked_are_told()
    {
        await AskAsync(_b.Jid);
        var former = await FetchAsync(_b.Lid);

        _server.Reinstall(_b);

        (await _alice.NextAsync("notification")).Child("remove")!.Child("device")!.Jid("jid").ShouldBe(_bob.Jid);
        var news = await _alice.NextAsync("notification");
        (news["type"], news.Jid("from"), news.Jid("lid")).ShouldBe(("encrypt", _b.Jid, _b.Lid));
        news.Child("identity").ShouldNotBeNull();
        _b.Devices.ShouldBeEmpty();
        var bundle = await FetchAsync(_b.Lid);
        bundle.Identity.ShouldNotBe(former.Identity);
        XEdDsa.Verify(bundle.Identity, bundle.SignedPreKey.ToTyped(), bundle.SignedPreKeySignature.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Asked_by_number_for_a_hidden_id_both_are_told()
    {
        var answer = await _alice.Client.AskAsync("get", "usync", new Node("usync", default, NodeContent.Of(
            new Node("query", default, new Node("contact", [("addressing_mode", "lid")])),
            new Node("list", default, new Node("user", default, new Node("contact", content: "15550000002@c.us"))))));

        var user = answer.Child("usync")!.Child("list")!.Children.ShouldHaveSingleItem();
        user.Jid("jid").ShouldBe(_b.Lid);
        user.Jid("pn_jid").ShouldBe(_b.Jid);
        user.Child("contact")!.Text.ShouldBe("15550000002@c.us");
    }

    [Fact]
    public async Task A_privacy_token_is_made_and_brought_to_whom_it_is_for()
    {
        var answer = await _alice.Client.AskAsync("set", "privacy", new Node("tokens", default,
            new Node("token", [("jid", _b.Lid), ("t", 1700000000), ("type", "trusted_contact")])));

        answer.Child("tokens").ShouldNotBeNull();
        var news = await _bob.NextAsync("notification");
        news["type"].ShouldBe("privacy_token");
        news.Jid("from").ShouldBe(_a.Lid);
        var token = news.Child("tokens")!.Child("token").ShouldNotBeNull();
        token.Jid("jid").ShouldBe(_b.Lid);
        token["t"].ShouldBe("1700000000");
        token.Bytes.Length.ShouldBe(16);
    }

    private async Task<Node> AskAsync(Jid jid)
    {
        var answer = await _alice.Client.AskAsync("get", "usync", new Node("usync", default, NodeContent.Of(
            new Node("query", default, new Node("devices", [("version", "2")])),
            new Node("list", default, new Node("user", [("jid", jid)])))));
        return answer.Child("usync")!.Child("list")!.Children.ShouldHaveSingleItem();
    }

    private async Task<PreKeyBundle> FetchAsync(Jid device)
    {
        var question = new Node("key", content: new Node("user", [("jid", device)]));
        return Bundles.Read((await _alice.Client.AskAsync("get", "encrypt", question)).Child("list")!.Children[0]);
    }
}
