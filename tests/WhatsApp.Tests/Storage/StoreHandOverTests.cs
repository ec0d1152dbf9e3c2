using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Storage;

public sealed class StoreHandOverTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid Me = Jid.Parse("15550000001:1@s.whatsapp.net");

    private readonly InMemoryStore _store = new();
    private readonly StoreHandOver _handOver;
    private readonly long _epoch;

    public StoreHandOverTests()
    {
        _epoch = _store.TakeOver();
        _handOver = new StoreHandOver(_store);
    }

    [Fact]
    public async Task A_key_is_known_after_it_was_taken_also_within_one_batch()
    {
        (await TakeAsync(Item("A"), Item("B"), Item("A"))).ShouldBe([2]);
        (await TakeAsync(Item("C"), Item("B"))).ShouldBe([1]);
    }

    [Fact]
    public async Task A_message_follows_its_placeholder_and_a_placeholder_never_follows()
    {
        (await TakeAsync(Item("A", isPlaceholder: true))).ShouldBeEmpty();
        (await TakeAsync(Item("A", isPlaceholder: true))).ShouldBe([0]);
        (await TakeAsync(Item("A"))).ShouldBeEmpty();
        (await TakeAsync(Item("A", isPlaceholder: true), Item("A"))).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task The_same_id_of_another_sender_is_another_message()
    {
        await TakeAsync(Item("A"));

        var other = new InboundItem(new MessageKey(Bob, Me.ToAccount(), "A"), new OfflineDelivered(0));
        (await _handOver.TakeInboundAsync(new InboundBatch(new StoreDelta(), [other], []), _epoch)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_512_messages_that_were_sent_are_kept_without_their_stanzas()
    {
        for (int i = 0; i < 600; i++)
            await _handOver.TakeOutgoingAsync(new OutgoingBatch(new StoreDelta(), [Message($"{i}")]), _epoch);
        await _handOver.TakeInboundAsync(
            new InboundBatch(new StoreDelta(), [], [.. Enumerable.Range(0, 599).Select(i => new Settlement($"{i}", default))]), _epoch);

        (await _handOver.FindOutgoingAsync("87", default)).ShouldBeNull();
        var kept = (await _handOver.FindOutgoingAsync("88", default)).ShouldNotBeNull();
        kept.IsSent.ShouldBeTrue();
        kept.Message.Plaintext.Length.ShouldBe(3);
        kept.Message.Stanza.Length.ShouldBe(0);
        (await _handOver.LoadPendingAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("599");
    }

    [Fact]
    public async Task What_was_sent_stays_so_whatever_comes_later()
    {
        await _handOver.TakeOutgoingAsync(new OutgoingBatch(new StoreDelta(), [Message("A")]), _epoch);
        await SettleAsync(new Settlement("A", default));
        await SettleAsync(new Settlement("A", default, Error: 500));

        (await _handOver.FindOutgoingAsync("A", default))!.IsSent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stale_owner_hands_nothing_over()
    {
        _store.TakeOver();
        var delta = new StoreDelta { LidMappings = [(Bob, Jid.Parse("1@lid"))] };

        await Should.ThrowAsync<Errors.StaleOwnerException>(
            _handOver.TakeInboundAsync(new InboundBatch(delta, [Item("A")], []), _epoch).AsTask());
        await Should.ThrowAsync<Errors.StaleOwnerException>(
            _handOver.TakeOutgoingAsync(new OutgoingBatch(delta, [Message("A")]), _epoch).AsTask());

        (await _handOver.FindOutgoingAsync("A", default)).ShouldBeNull();
    }

    [Fact]
    public void A_message_does_not_tell_what_it_says() => Message("A").ToString().ShouldNotContain("Plaintext");

    private static InboundItem Item(string id, bool isPlaceholder = false) =>
        new(new MessageKey(Bob, Bob, id), new OfflineDelivered(0), isPlaceholder);

    private static OutgoingMessage Message(string id) => new(id, Me, Bob, new byte[3], new byte[9], default);

    private async Task<IReadOnlySet<int>> TakeAsync(params InboundItem[] items) =>
        await _handOver.TakeInboundAsync(new InboundBatch(new StoreDelta(), items, []), _epoch);

    private async Task SettleAsync(Settlement settlement) =>
        await _handOver.TakeInboundAsync(new InboundBatch(new StoreDelta(), [], [settlement]), _epoch);
}
