using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

/// <summary>A companion's first message must show that the device is its account's.</summary>
public sealed class CompanionTests
{
    private static readonly byte[] Secret = new byte[32];

    private readonly Phone _account = new();
    private readonly RemoteDevice _companion = new(
        MessagingWorld.BobNumber.WithDevice(4), MessagingWorld.BobLid.WithDevice(4), 31);

    [Fact]
    public async Task With_its_accounts_signature_it_is_read()
    {
        await using var world = await StartAsync();

        await DeliverAsync(world, "M1", Identity(_account));

        (await world.World.NextAsync<MessageReceived>()).Source.Sender.ShouldBe(_companion.Number);
    }

    [Fact]
    public async Task With_someone_elses_signature_it_is_not_read()
    {
        await using var world = await StartAsync();
        byte[] identity = Identity(_account);
        identity[^1] ^= 1;

        await DeliverAsync(world, "M1", identity);

        (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.Decryption);
        (await world.ReceiveReceiptAsync("M1", "retry")).Child("retry")!["error"].ShouldBe("12");
    }

    [Fact]
    public async Task Without_one_it_is_not_read_until_it_is_known()
    {
        await using var world = await StartAsync();

        await DeliverAsync(world, "M1", null);
        await DeliverAsync(world, "M2", Identity(_account));
        await DeliverAsync(world, "M3", null);

        (await world.World.NextAsync<MessageUndecryptable>()).Source.Id.ShouldBe("M1");
        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M2");
        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M3");
    }

    [Fact]
    public async Task The_account_must_be_the_phones()
    {
        await using var world = await StartAsync();
        await world.Bob.MeetAsync(world.Store); // Bob's phone has another key than the one that signed
        world.Deliver(world.Bob, "M0", await world.Bob.EncryptAsync("the phone"));
        await world.World.NextAsync<MessageReceived>();

        await DeliverAsync(world, "M1", Identity(_account));

        (await world.World.NextAsync<MessageUndecryptable>()).Source.Id.ShouldBe("M1");
    }

    [Fact]
    public async Task A_new_phones_companion_may_write_before_the_phone_does()
    {
        await using var world = await StartAsync();
        await world.Bob.MeetAsync(world.Store);
        world.Deliver(world.Bob, "M0", await world.Bob.EncryptAsync("the old phone"));
        await world.World.NextAsync<MessageReceived>();

        world.Server.Send(new Node(
            "notification", [("from", world.Bob.Number), ("lid", world.Bob.Lid), ("type", "encrypt"), ("id", "N1")], new Node("identity")));
        await world.World.NextAsync<IdentityChanged>();
        await DeliverAsync(world, "M1", Identity(_account));

        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M1");
    }

    private async Task<MessagingWorld> StartAsync()
    {
        var world = await MessagingWorld.StartAsync();
        await _companion.MeetAsync(world.Store);
        return world;
    }

    private async Task DeliverAsync(MessagingWorld world, string id, byte[]? identity)
    {
        var enc = await _companion.EncryptAsync("hello");
        if (identity is null)
            world.Deliver(_companion, id, enc);
        else
            world.Deliver(_companion, id, enc, new Node("device-identity", content: identity));
    }

    // As pairing leaves it: signed by the account, and signed back by the device.
    private byte[] Identity(Phone account)
    {
        byte[] authenticated = account.Identify(_companion.Credentials.IdentityKey.PublicKey, Secret, 4);
        return DeviceIdentity.Accept(
            authenticated, [Secret], _companion.Credentials.IdentityKey, new SeededRandomSource(8)).Account;
    }
}
