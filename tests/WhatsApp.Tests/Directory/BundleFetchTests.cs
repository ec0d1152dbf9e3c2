using System.Buffers.Binary;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class BundleFetchTests
{
    private static readonly Jid Bob = Jid.Parse("200000000000002@lid");
    private static readonly Jid Carol = Jid.Parse("300000000000003@lid");
    private static readonly SeededRandomSource Random = new(6);
    private static readonly KeyPair Identity = KeyPair.Generate(Random);
    private static readonly SignedPreKey Signed = SignedPreKey.Generate(0x010203, Identity, Random, DateTimeOffset.UnixEpoch);
    private static readonly byte[] Secret = new byte[32];
    private static readonly PreKey OneTime = new(0x0A0B0C, KeyPair.Generate(Random));

    [Fact]
    public async Task Keys_are_asked_for_and_read()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var fetching = world.Client.Directory.Bundles.FetchAsync([Bob, Carol, Bob], becauseOfIdentity: true);
        var question = await server.ExpectAsync("get", "encrypt", "key");
        question.Child("key")!.Children.ShouldBe(
        [
            new Node("user", [("jid", Bob), ("reason", "identity")]),
            new Node("user", [("jid", Carol), ("reason", "identity")]),
        ]);
        server.Answer(question, [new Node("list", content: [User(Bob), User(Carol, Parts(oneTime: false))])]);

        var fetched = await fetching;
        var bob = fetched[Bob].Bundle;
        (bob.RegistrationId, bob.Identity, bob.SignedPreKeyId, bob.SignedPreKey).ShouldBe(
            (0x01020304u, Identity.PublicKey, 0x010203u, Signed.Key.PublicKey));
        (bob.PreKeyId, bob.PreKey).ShouldBe((0x0A0B0Cu, OneTime.Key.PublicKey));
        bob.SignedPreKeySignature.ToArray().ShouldBe(Signed.Signature.ToArray());
        (fetched[Carol].Bundle.PreKeyId, fetched[Carol].Bundle.PreKey).ShouldBe((null, null));
    }

    [Fact]
    public async Task Without_a_reason_none_is_given()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var fetching = world.Client.Directory.Bundles.FetchAsync([Bob]);
        var question = await server.ExpectAsync("get", "encrypt", "key");
        question.Child("key")!.Children.ShouldHaveSingleItem()["reason"].ShouldBeNull();
        server.Answer(question, [new Node("list", content: [new Node("user", [("jid", Bob)], [new Node("keys", content: [.. Parts()])])])]);

        (await fetching).Keys.ShouldBe([Bob]); // wrapped, as some servers have it
    }

    [Fact]
    public async Task Devices_without_usable_keys_are_left_out_and_the_others_are_not()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Jid[] devices = [.. Enumerable.Range(0, 7).Select(Bob.WithDevice)];
        var error = new Node("error", [("code", "404"), ("text", "item-not-found")]);

        var fetching = world.Client.Directory.Bundles.FetchAsync(devices);
        server.Answer(await server.ExpectAsync("get", "encrypt", "key"), [new Node("list", content:
        [
            new Node("user", [("jid", devices[0])], [error]),
            User(devices[1], Parts().Where(part => part.Tag != "skey")),
            User(devices[2], Parts().Select(part => part.Tag == "identity" ? new Node("identity", content: new byte[31]) : part)),
            User(devices[3], Parts().Select(part => part.Tag == "registration" ? new Node("registration", content: new byte[5]) : part)),
            User(devices[4], Parts().Select(part => part.Tag == "skey" ? new Node("skey", content: [.. part.Children[..2]]) : part)),
            User(devices[5], Parts().Select(part => part.Tag == "key" ? new Node("key", content: [part.Child("id")!]) : part)),
            User(Carol),
        ])]);

        var fetched = await fetching;
        fetched.Keys.ShouldBe([devices[5]]); // half a one-time key is none; 6 was left out, Carol not asked for
        fetched[devices[5]].Bundle.PreKeyId.ShouldBeNull();
    }

    [Fact]
    public async Task Many_devices_are_asked_for_in_several_questions()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        Jid[] devices = [.. Enumerable.Range(0, BundleFetch.Chunk + 2).Select(i => new Jid($"2{i:D14}", JidServer.Lid))];

        var fetching = world.Client.Directory.Bundles.FetchAsync(devices);
        foreach (int expected in (int[])[BundleFetch.Chunk, 2])
        {
            var question = await server.ExpectAsync("get", "encrypt", "key");
            var users = question.Child("key")!.Children;
            users.Length.ShouldBe(expected);
            server.Answer(question, [new Node("list", content: [.. users.Select(user => User(user.Jid("jid")!))])]);
        }

        (await fetching).Count.ShouldBe(devices.Length);
    }

    [Fact]
    public async Task An_answer_without_a_list_is_an_error()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var fetching = world.Client.Directory.Bundles.FetchAsync([Bob]);
        server.Answer(await server.ExpectAsync("get", "encrypt", "key"));

        await fetching.ShouldThrowAsync<UnexpectedAnswerException>();
    }

    [Theory]
    [InlineData("genuine")]
    [InlineData("other account")]
    [InlineData("forged")]
    public async Task A_companion_that_its_account_has_not_signed_is_refused(string kind)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var phone = new Phone();
        byte[] signed = DeviceIdentity.Accept(phone.Identify(Identity.PublicKey, Secret, 1), [Secret], Identity, Random).Account;
        if (kind == "forged")
            signed[^1] ^= 1; // the device's signature
        var known = kind == "other account" ? KeyPair.Generate(Random) : phone.Account;
        await world.Store.CommitAsync(new StoreDelta { Identities = [(SignalAddress.Of(Bob), known.PublicKey)] }, 1, default);

        var fetching = world.Client.Directory.Bundles.FetchAsync([Bob.WithDevice(1)]);
        server.Answer(await server.ExpectAsync("get", "encrypt", "key"), [new Node("list", content:
        [
            User(Bob.WithDevice(1), Parts().Append(new Node("device-identity", content: signed))),
        ])]);

        var fetched = await fetching;
        if (kind == "forged")
        {
            fetched.ShouldBeEmpty();
            (await world.NextAsync<DeviceRefused>()).Device.ShouldBe(Bob.WithDevice(1));
            return;
        }

        var bundle = fetched.ShouldHaveSingleItem().Value;
        bundle.AccountKey.ShouldBe(phone.Account.PublicKey);
        bundle.DeviceIdentity.ToArray().ShouldBe(signed);
        bundle.IsOtherAccount.ShouldBe(kind == "other account");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_of_the_own_account_must_be_signed_by_it(bool isOwn)
    {
        await using var world = new ClientWorld();
        var own = new Phone();
        var signer = isOwn ? own : new Phone();
        await world.PairBeforehandAsync(credentials => credentials with
        {
            Account = DeviceIdentity.Accept(
                own.Identify(credentials.IdentityKey.PublicKey, Secret, 1), [Secret], credentials.IdentityKey, Random).Account,
        });
        var server = await world.StartAsync();
        await world.LogInAsync(server);
        await ClientWorld.SettleAsync(server);
        var companion = ClientWorld.Lid.WithDevice(2);

        var fetching = world.Client.Directory.Bundles.FetchAsync([companion]);
        byte[] signed = DeviceIdentity.Accept(signer.Identify(Identity.PublicKey, Secret, 2), [Secret], Identity, Random).Account;
        server.Answer(await server.ExpectAsync("get", "encrypt", "key"), [new Node("list", content:
        [
            User(companion, Parts().Append(new Node("device-identity", content: signed))),
        ])]);

        (await fetching).Count.ShouldBe(isOwn ? 1 : 0);
    }

    internal static Node User(Jid device, IEnumerable<Node>? parts = null) =>
        new("user", [("jid", device), ("t", "1700000000")], [.. parts ?? Parts()]);

    internal static IEnumerable<Node> Parts(bool oneTime = true)
    {
        byte[] registration = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(registration, 0x01020304);
        yield return new Node("registration", content: registration);
        yield return KeyNodes.KeyType;
        yield return KeyNodes.Identity(Identity.PublicKey);
        yield return KeyNodes.Of(Signed);
        if (oneTime)
            yield return KeyNodes.Of(OneTime);
    }
}
