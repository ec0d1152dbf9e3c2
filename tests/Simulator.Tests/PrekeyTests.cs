using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

public sealed class PrekeyTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;
    private Device _linked = null!;
    private TestClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _linked = await _server.LinkAsync(_server.Phones.Create("15550000001"), _device);
        _client = await _server.LoginAsync(_linked, _device);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Uploaded_keys_are_counted_digested_and_handed_out_once_each()
    {
        (await UploadAsync(first: 1, count: 6))["type"].ShouldBe("result");
        (await _client.AskAsync("get", "encrypt", new Node("count"))).Child("count")!["value"].ShouldBe("6");
        (await _client.AskAsync("get", "encrypt", new Node("digest"))).Child("digest")!.Child("list")!.Children.Length.ShouldBe(6);

        for (var id = 1; id <= 6; id++)
        {
            var bundle = await FetchAsync();
            bundle.Child("identity")!.Bytes.ToArray().ShouldBe(_device.Identity.PublicKey.ToRaw());
            bundle.Child("key")!.Child("id")!.Bytes.ToArray().ShouldBe([0, 0, (byte)id]);
        }

        (await FetchAsync()).Child("key").ShouldBeNull();
    }

    [Fact]
    public async Task A_device_with_few_keys_left_is_told_so()
    {
        await UploadAsync(first: 1, count: 10);

        _server.FaultsOf(_linked).TakePrekeys(5).ShouldBe(5);
        _server.FaultsOf(_linked).TakePrekeys(1).ShouldBe(1);
        (await _client.NextAsync("notification")).Child("count")!["value"].ShouldBe("4");
    }

    [Fact]
    public async Task Keys_beyond_the_limit_are_refused_as_a_whole()
    {
        (await UploadAsync(first: 1, count: 8000))["type"].ShouldBe("result");
        (await UploadAsync(first: 8001, count: 193)).Child("error")!["code"].ShouldBe("419");
        _linked.PrekeyCount.ShouldBe(8000);
        (await UploadAsync(first: 8001, count: 192))["type"].ShouldBe("result");
    }

    [Fact]
    public async Task A_signed_prekey_that_the_identity_did_not_sign_is_refused()
    {
        var forged = Signed(KeyPair.Generate(SystemRandomSource.Instance));
        (await _client.AskAsync("set", "encrypt", new Node("rotate", default, forged))).Child("error")!["code"].ShouldBe("400");
        (await _client.AskAsync("set", "encrypt", new Node("rotate", default, Signed(_device.Identity))))["type"].ShouldBe("result");
    }

    [Fact]
    public async Task Devices_that_are_not_there_are_left_out()
    {
        var answer = await _client.AskAsync("get", "encrypt", new Node("key", default,
            new Node("user", [("jid", Jid.Parse("15559999999@s.whatsapp.net"))])));

        answer.Child("list")!.Children.ShouldBeEmpty();
    }

    private async Task<Node> FetchAsync()
    {
        var answer = await _client.AskAsync("get", "encrypt", new Node("key", default, new Node("user", [("jid", _linked.Lid)])));
        var user = answer.Child("list")!.Children.ShouldHaveSingleItem();
        user.Jid("jid").ShouldBe(_linked.Lid);
        return user;
    }

    private Task<Node> UploadAsync(int first, int count) => _client.AskAsync("set", "encrypt",
        new Node("registration", content: new byte[] { 0, 0, 0, 82 }),
        new Node("type", content: new byte[] { 5 }),
        new Node("identity", content: _device.Identity.PublicKey.ToRaw()),
        new Node("list", content: NodeContent.Of([.. Enumerable.Range(first, count).Select(OneTime)])),
        Signed(_device.Identity));

    private static Node OneTime(int id) => new("key", default, NodeContent.Of(
        new Node("id", content: PrekeyId.Write((uint)id)), new Node("value", content: new byte[32])));

    private static Node Signed(KeyPair signer)
    {
        var key = KeyPair.Generate(SystemRandomSource.Instance).PublicKey;
        var signature = new byte[XEdDsa.SignatureLength];
        signer.Sign(key.ToTyped(), SystemRandomSource.Instance, signature);
        return new Node("skey", default, NodeContent.Of(
            new Node("id", content: PrekeyId.Write(2)),
            new Node("value", content: key.ToRaw()),
            new Node("signature", content: signature)));
    }
}
