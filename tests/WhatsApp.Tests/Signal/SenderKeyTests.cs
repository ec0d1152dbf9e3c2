using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

public class SenderKeyTests
{
    private static readonly Jid Group = Jid.Parse("123-456@g.us");
    private static readonly byte[] Text = "hello, all"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task A_member_reads_what_is_sent_after_it_was_given_the_key()
    {
        var before = await EncryptAsync();
        await GiveAsync();
        (await DecryptAsync(await EncryptAsync())).ShouldBe(Text);
        (await Should.ThrowAsync<MissingMessageKeyException>(() => DecryptAsync(before))).Reason.ShouldBe(RetryReason.MissingMessageKey);
    }

    [Fact]
    public async Task Without_the_key_a_message_is_not_read()
    {
        (await Should.ThrowAsync<NoSenderKeyException>(async () => await DecryptAsync(await EncryptAsync())))
            .Reason.ShouldBe(RetryReason.NoSession);
        await GiveAsync();
        await RotateAsync();
        await Should.ThrowAsync<NoSenderKeyException>(async () => await DecryptAsync(await EncryptAsync()));
    }

    [Fact]
    public async Task The_same_key_given_again_does_not_go_back()
    {
        byte[] given = await DistributionAsync();
        await TakeAsync(given);
        var first = await EncryptAsync();
        await DecryptAsync(first);
        await TakeAsync(given);
        _bob.LastDelta.ShouldChangeNothing();
        await Should.ThrowAsync<DuplicateMessageException>(() => DecryptAsync(first));
    }

    [Fact]
    public async Task Another_key_with_the_number_of_one_that_is_there_takes_its_place()
    {
        await GiveAsync();
        var ours = Own();
        var other = SenderKeyState.Generate(SystemRandomSource.Instance) with { Id = ours.Id };
        await TakeAsync(SenderKeyDistribution.Write(other));
        Theirs().States.Length.ShouldBe(1);
        await Should.ThrowAsync<SignalSignatureException>(async () => await DecryptAsync(await EncryptAsync()));
        byte[] message = SenderKeyMessage.Seal(other.Id, 0, Seed(other), Text, other.SigningPair!, SystemRandomSource.Instance);
        (await DecryptAsync(message)).ShouldBe(Text);
    }

    [Fact]
    public async Task A_forged_message_changes_nothing()
    {
        await GiveAsync();
        byte[] message = await EncryptAsync();
        byte[] forged = [.. message];
        forged[^1] ^= 1;
        (await Should.ThrowAsync<SignalSignatureException>(() => DecryptAsync(forged))).Reason.ShouldBe(RetryReason.InvalidSignature);
        _bob.LastDelta.ShouldChangeNothing();
        (await DecryptAsync(message)).ShouldBe(Text);
        (await Should.ThrowAsync<DuplicateMessageException>(() => DecryptAsync(message))).Reason.ShouldBeNull();
    }

    [Fact]
    public async Task A_key_knows_who_holds_it_and_a_new_one_is_held_by_nobody()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => HoldAsync(_bob.Address));
        byte[] given = await DistributionAsync();
        (await HoldersAsync()).ShouldBeEmpty();
        await HoldAsync(_bob.Address, new SignalAddress("999_1", 3));
        await HoldAsync(_bob.Address);
        await EncryptAsync();
        _alice.Restart();
        (await HoldersAsync()).ShouldBe([_bob.Address, new SignalAddress("999_1", 3)], ignoreOrder: true);

        await RotateAsync();
        (await HoldersAsync()).ShouldBeEmpty();
        _alice.Restart();
        byte[] next = await DistributionAsync();
        SenderKeyDistribution.Parse(next).Id.ShouldNotBe(SenderKeyDistribution.Parse(given).Id);
        (await HoldersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_gives_us_a_key_of_our_own()
    {
        var own = await DistributionAsync();
        var stranger = SenderKeyDistribution.Write(SenderKeyState.Generate(SystemRandomSource.Instance));
        await _alice.DoAsync(transaction => transaction.ProcessDistributionAsync(Group, _alice.Address, stranger));
        _alice.LastDelta.ShouldChangeNothing();
        (await DistributionAsync()).ShouldBe(own);
    }

    [Fact]
    public async Task Five_keys_of_a_sender_are_kept_and_a_sixth_pushes_the_first_out()
    {
        var messages = new List<byte[]>();
        for (int i = 0; i < SignalLimits.SenderKeys; i++)
        {
            await RotateAsync();
            await GiveAsync();
            messages.Add(await EncryptAsync());
            messages.Add(await EncryptAsync());
        }

        (await DecryptAsync(messages[0])).ShouldBe(Text);
        await RotateAsync();
        await GiveAsync();
        await Should.ThrowAsync<NoSenderKeyException>(() => DecryptAsync(messages[1]));
        (await DecryptAsync(messages[2])).ShouldBe(Text);
    }

    [Fact]
    public async Task A_message_may_be_25000_ahead_and_no_more()
    {
        await GiveAsync();
        var own = Own();
        var chain = own.Chain;
        byte[] seed = new byte[Key32.Length];
        for (uint i = 0; i <= SignalLimits.Jump; i++)
            chain = chain.Take(seed);
        byte[] allowed = SenderKeyMessage.Seal(own.Id, SignalLimits.Jump, seed, Text, own.SigningPair!, SystemRandomSource.Instance);
        chain.Take(seed);
        byte[] beyond = SenderKeyMessage.Seal(own.Id, SignalLimits.Jump + 1, seed, Text, own.SigningPair!, SystemRandomSource.Instance);

        (await Should.ThrowAsync<FutureMessageException>(() => DecryptAsync(beyond))).Reason.ShouldBe(RetryReason.FutureMessage);
        (await DecryptAsync(allowed)).ShouldBe(Text);
        Theirs().States[0].Chain.Skipped.Count.ShouldBe(SignalLimits.SkippedKeys);
    }

    [Fact]
    public async Task A_sender_that_uses_every_other_key_keeps_a_small_record()
    {
        await GiveAsync();
        var unused = new List<byte[]>();
        for (int i = 0; i <= SignalLimits.SenderKeyGaps; i++)
        {
            unused.Add(await EncryptAsync());
            (await DecryptAsync(await EncryptAsync())).ShouldBe(Text);
        }

        _bob.LastDelta.SenderKeys.Single().Record!.Value.Length.ShouldBeLessThan(5 * 1024);
        await Should.ThrowAsync<MissingMessageKeyException>(() => DecryptAsync(unused[0]));
        foreach (byte[] message in unused.Skip(1))
            (await DecryptAsync(message)).ShouldBe(Text);
    }

    [Fact]
    public async Task A_members_key_that_cant_be_read_is_given_up_and_can_be_given_again()
    {
        await GiveAsync();
        byte[] message = await EncryptAsync();
        byte[] given = await DistributionAsync();
        await _bob.StoreAsync(new StoreDelta { SenderKeys = [(Group, _alice.Address, new byte[] { 9 })] });
        _bob.Restart();

        await Should.ThrowAsync<NoSenderKeyException>(() => DecryptAsync(message));
        await TakeAsync(given);
        (await DecryptAsync(await EncryptAsync())).ShouldBe(Text);
    }

    [Fact]
    public async Task An_own_key_or_list_of_holders_that_cant_be_read_is_given_up_for_a_new_one()
    {
        await GiveAsync();
        await HoldAsync(_bob.Address);
        var record = (SenderKeyRecord)_alice.State.Cached(new(Group, _alice.Address))!;
        byte[] oneTooFew = (record with { Holders = new HolderList(2, record.Holders.Encoded) }).Encode();
        foreach (byte[] broken in (byte[][])[[9], oneTooFew])
        {
            await _alice.StoreAsync(new StoreDelta { SenderKeys = [(Group, _alice.Address, broken)] });
            _alice.Restart();

            await _alice.DoAsync(async transaction =>
            {
                (await transaction.HoldersAsync(Group, _alice.Address)).ShouldBeEmpty();
                transaction.GivenUp.ShouldBe([new RecordKey(Group, _alice.Address)]);
            });
            await GiveAsync();
            (await DecryptAsync(await EncryptAsync())).ShouldBe(Text);
        }
    }

    /// <summary>A sender's key as a member is given it.</summary>
    internal static SenderKeyState Foreign(SenderKeyRecord sender) => SenderKeyDistribution.Parse(sender.Distribution());

    private static byte[] Seed(SenderKeyState state)
    {
        byte[] seed = new byte[Key32.Length];
        state.Chain.Take(seed);
        return seed;
    }

    private SenderKeyState Own() => ((SenderKeyRecord)_alice.State.Cached(new(Group, _alice.Address))!).States[0];

    private SenderKeyRecord Theirs() => (SenderKeyRecord)_bob.State.Cached(new(Group, _alice.Address))!;

    private Task<byte[]> EncryptAsync() => _alice.DoAsync(transaction => transaction.EncryptForGroupAsync(Group, _alice.Address, Text));

    private Task<byte[]> DecryptAsync(byte[] message) =>
        _bob.DoAsync(transaction => transaction.DecryptFromGroupAsync(Group, _alice.Address, message));

    private Task<byte[]> DistributionAsync() => _alice.DoAsync(transaction => transaction.DistributionOfAsync(Group, _alice.Address));

    private Task TakeAsync(byte[] distribution) =>
        _bob.DoAsync(transaction => transaction.ProcessDistributionAsync(Group, _alice.Address, distribution));

    private async Task GiveAsync() => await TakeAsync(await DistributionAsync());

    private Task RotateAsync() => _alice.DoAsync(transaction => transaction.RotateSenderKeyAsync(Group, _alice.Address));

    private Task<IReadOnlySet<SignalAddress>> HoldersAsync() =>
        _alice.DoAsync(transaction => transaction.HoldersAsync(Group, _alice.Address));

    private Task HoldAsync(params SignalAddress[] holders) =>
        _alice.DoAsync(transaction => transaction.AddHoldersAsync(Group, _alice.Address, holders));
}
