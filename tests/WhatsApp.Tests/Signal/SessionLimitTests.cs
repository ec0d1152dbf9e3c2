using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>Each limit at its last allowed value, and one beyond.</summary>
public class SessionLimitTests
{
    private static readonly byte[] Text = "hello"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task A_message_may_be_25000_ahead_and_no_more()
    {
        await AnsweredAsync();
        await SkipAsync((int)SignalLimits.Jump);
        var allowed = await _alice.EncryptAsync(_bob, Text);
        var beyond = await _alice.EncryptAsync(_bob, Text);

        (await Should.ThrowAsync<FutureMessageException>(() => _bob.DecryptAsync(_alice, beyond)))
            .Reason.ShouldBe(RetryReason.FutureMessage);
        _bob.LastDelta.ShouldChangeNothing();
        (await _bob.DecryptAsync(_alice, allowed)).ShouldBe(Text);
        (await _bob.DecryptAsync(_alice, beyond)).ShouldBe(Text);
    }

    [Fact]
    public async Task Two_thousand_skipped_keys_are_kept_and_the_oldest_given_up()
    {
        await AnsweredAsync();
        var skipped = new List<SignalCiphertext>();
        for (int i = 0; i < SignalLimits.SkippedKeys; i++)
            skipped.Add(await _alice.EncryptAsync(_bob, Text));
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var atTheLimit = Skipped();
        atTheLimit.Count.ShouldBe(SignalLimits.SkippedKeys);
        uint oldest = atTheLimit.Runs[0].First;

        skipped.Add(await _alice.EncryptAsync(_bob, Text));
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        Skipped().Count.ShouldBe(SignalLimits.SkippedKeys);
        Skipped().Runs[0].First.ShouldBe(oldest + 1);
        _bob.Restart();

        (await Should.ThrowAsync<MissingMessageKeyException>(() => _bob.DecryptAsync(_alice, skipped[0])))
            .Reason.ShouldBe(RetryReason.MissingMessageKey);
        foreach (var message in skipped.Skip(1))
            (await _bob.DecryptAsync(_alice, message)).ShouldBe(Text);
        Skipped().Count.ShouldBe(0);
        await Should.ThrowAsync<DuplicateMessageException>(() => _bob.DecryptAsync(_alice, skipped[1]));
    }

    [Fact]
    public async Task Of_a_jump_only_the_last_two_thousand_keys_are_kept()
    {
        await AnsweredAsync();
        var first = await _alice.EncryptAsync(_bob, Text);
        await SkipAsync(999);
        var kept = await _alice.EncryptAsync(_bob, Text);
        await SkipAsync(SignalLimits.SkippedKeys - 1);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));

        await Should.ThrowAsync<MissingMessageKeyException>(() => _bob.DecryptAsync(_alice, first));
        (await _bob.DecryptAsync(_alice, kept)).ShouldBe(Text);
    }

    [Fact]
    public async Task Five_receiving_chains_stay_open_and_a_sixth_closes_the_first()
    {
        await AnsweredAsync();
        var (first, second) = (await _alice.EncryptAsync(_bob, Text), await _alice.EncryptAsync(_bob, Text));
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        for (int i = 1; i < SignalLimits.ReceivingChains; i++)
            await TurnAsync();
        (await _bob.DecryptAsync(_alice, first)).ShouldBe(Text);

        await TurnAsync();
        await Should.ThrowAsync<SignalMacException>(() => _bob.DecryptAsync(_alice, second));
    }

    [Fact]
    public async Task Forty_earlier_sessions_are_kept_and_no_more()
    {
        await AnsweredAsync();
        var (first, second) = (await _alice.EncryptAsync(_bob, Text), await _alice.EncryptAsync(_bob, Text));
        for (int i = 0; i < SignalLimits.ArchivedSessions; i++)
            await _bob.StartAsync(_alice);
        var store = await _bob.Store.LoadSessionAsync(_alice.Address, CancellationToken.None);

        (await _bob.DecryptAsync(_alice, first)).ShouldBe(Text); // which makes it the current one again
        await _bob.StoreAsync(new() { Sessions = [(_alice.Address, store)] });
        _bob.Restart();
        await _bob.StartAsync(_alice);
        (await Should.ThrowAsync<SignalMacException>(() => _bob.DecryptAsync(_alice, second))).Reason.ShouldBe(RetryReason.BadMac);
    }

    private async Task AnsweredAsync()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        await TurnAsync();
    }

    // To and fro: each side has a new ratchet key afterwards, and has read a message of the other's.
    private async Task TurnAsync()
    {
        await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text));
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
    }

    private Task SkipAsync(int count) => _alice.DoAsync(async transaction =>
    {
        for (int i = 0; i < count; i++)
            await transaction.EncryptAsync(_bob.Address, Text);
    });

    private SkippedSeeds Skipped() => ((SessionRecord)_bob.State.Cached(new(null, _alice.Address))!).Current!.Receiving[^1].Chain.Skipped;
}
