using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Directory;

public sealed class KeyIndexTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");

    [Fact]
    public async Task Devices_that_their_account_does_not_list_as_valid_are_left_out()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var account = KeyPair.Generate(world.Random);
        await RememberAsync(world, account);

        // 1 is listed, 2 was revoked, 9 is newer than the list.
        var found = await DeviceDirectoryTests.AskAsync(
            world, server, User(UsyncAnswers.KeyIndexList(account, current: 5, valid: [1, 5]), 1, 2, 9));

        found[Bob].Of(Bob).Select(device => device.Device).ShouldBe([0, 1, 9]);
    }

    [Fact]
    public async Task A_device_without_an_index_is_not_valid()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var account = KeyPair.Generate(world.Random);
        var devices = UsyncAnswers.Devices(
            [new Node("device", [("id", "0")]), new Node("device", [("id", "4")])],
            UsyncAnswers.KeyIndexList(account, current: 5, valid: [4]));

        var found = await DeviceDirectoryTests.AskAsync(world, server, new Node("user", [("jid", Bob)], [devices]));

        found[Bob].Of(Bob).ShouldBe([Bob]);
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("other account")]
    [InlineData("garbage")]
    public async Task A_list_that_does_not_verify_is_reported_and_not_heeded(string flaw)
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var account = KeyPair.Generate(world.Random);
        await RememberAsync(world, flaw == "other account" ? KeyPair.Generate(world.Random) : account);
        byte[] list = UsyncAnswers.KeyIndexList(account, current: 5, valid: [1]);
        if (flaw == "signature")
            list[^40] ^= 1; // in the signature or in the key
        if (flaw == "garbage")
            list = [0xFF, 0xFF, 0xFF];

        var found = await DeviceDirectoryTests.AskAsync(world, server, User(list, 1, 2));

        found[Bob].Devices.Length.ShouldBe(3);
        (await world.NextAsync<DeviceListDoubted>()).Account.ShouldBe(Bob);
    }

    private static Node User(byte[] list, params int[] companions) => new(
        "user",
        [("jid", Bob)],
        [
            UsyncAnswers.Devices(
                [new Node("device", [("id", 0)]), .. companions.Select(id => new Node("device", [("id", id), ("key-index", id)]))], list),
            new Node("lid", [("val", BobLid)]),
        ]);

    private static async Task RememberAsync(ClientWorld world, KeyPair account) => await world.Store.CommitAsync(
        new StoreDelta { Identities = [(SignalAddress.Of(BobLid), account.PublicKey)] }, 1, default);
}
