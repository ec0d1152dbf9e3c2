using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

public class TransactionTests
{
    private static readonly byte[] Text = "hello"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task Without_a_commit_nothing_has_happened()
    {
        await _alice.StartAsync(_bob);
        var message = await _alice.EncryptAsync(_bob, Text);
        var transaction = _bob.State.Begin(_bob.Credentials);
        await transaction.DecryptAsync(_alice.Address, message.Kind, message.Bytes);
        transaction.ToDelta().Sessions.Count.ShouldBe(1);

        (await _bob.DecryptAsync(_alice, message)).ShouldBe(Text);
        (await _bob.Store.LoadPreKeysAsync(1, 1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_operations_are_one_delta_with_each_record_once()
    {
        await _alice.StartAsync(_bob);
        var messages = new List<SignalCiphertext>();
        for (int i = 0; i < 10; i++)
            messages.Add(await _alice.EncryptAsync(_bob, Text));
        var transaction = _bob.State.Begin(_bob.Credentials);
        foreach (var message in messages)
            (await transaction.DecryptAsync(_alice.Address, message.Kind, message.Bytes)).ShouldBe(Text);
        await Should.ThrowAsync<DuplicateMessageException>(() =>
            transaction.DecryptAsync(_alice.Address, messages[3].Kind, messages[3].Bytes));
        (await transaction.EncryptAsync(_alice.Address, Text)).Kind.ShouldBe(CiphertextKind.Message);

        var delta = transaction.ToDelta();
        delta.Sessions.Count.ShouldBe(1);
        delta.Identities.Count.ShouldBe(1);
        delta.RemovedPreKeys.Count.ShouldBe(1);
        transaction.ToDelta().ShouldBeSameAs(delta);
    }

    [Fact]
    public async Task What_only_reads_makes_an_empty_delta()
    {
        await _alice.StartAsync(_bob);
        await _alice.DoAsync(transaction => transaction.HasSessionAsync(_bob.Address));
        _alice.LastDelta.ShouldChangeNothing();
        await _alice.DoAsync(transaction => transaction.DescribeAsync(_bob.Address));
        _alice.LastDelta.ShouldChangeNothing();
    }

    [Fact]
    public async Task After_its_delta_or_when_another_has_begun_a_transaction_is_over()
    {
        await _alice.StartAsync(_bob);
        var first = _alice.State.Begin(_alice.Credentials);
        Should.Throw<InvalidOperationException>(first.Commit);
        first.ToDelta();
        await Should.ThrowAsync<InvalidOperationException>(() => first.EncryptAsync(_bob.Address, Text));
        var second = _alice.State.Begin(_alice.Credentials);
        Should.Throw<InvalidOperationException>(first.Commit);
        var third = _alice.State.Begin(_alice.Credentials);
        await Should.ThrowAsync<InvalidOperationException>(() => second.EncryptAsync(_bob.Address, Text));
        Should.Throw<InvalidOperationException>(() => second.ToDelta());
        await third.EncryptAsync(_bob.Address, Text);
        third.ToDelta();
        third.Commit();
        Should.Throw<InvalidOperationException>(third.Commit);
    }

    [Fact]
    public async Task When_it_is_not_known_whether_the_store_took_a_delta_no_key_is_used_twice()
    {
        await _alice.StartAsync(_bob);
        var transaction = _alice.State.Begin(_alice.Credentials);
        var first = await transaction.EncryptAsync(_bob.Address, Text);
        await _alice.StoreAsync(transaction.ToDelta()); // which the caller never learns

        var second = await _alice.EncryptAsync(_bob, Text);
        second.Bytes.ShouldNotBe(first.Bytes);
        (await _bob.DecryptAsync(_alice, second)).ShouldBe(Text);
        (await _bob.DecryptAsync(_alice, first)).ShouldBe(Text);
    }

    [Fact]
    public async Task Operations_that_overlap_use_no_key_twice()
    {
        await _alice.StartAsync(_bob);
        var store = new SlowStore(_alice.Store);
        var transaction = new SignalState(store, new Wasilo.WhatsApp.Randomness.SeededRandomSource(1)).Begin(_alice.Credentials);
        var all = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => transaction.EncryptAsync(_bob.Address, Text)));
        store.Answer();
        foreach (var message in await all)
            (await _bob.DecryptAsync(_alice, message)).ShouldBe(Text);
    }

    [Fact]
    public async Task The_cache_stays_within_its_budget_and_what_it_gave_up_is_read_again()
    {
        const int Budget = 8 * 1024;
        var state = new SignalState(_alice.Store, new Wasilo.WhatsApp.Randomness.SeededRandomSource(1), Budget);
        state.CachedBytes.ShouldBe(0);
        var others = Enumerable.Range(0, 30).Select(i => new SignalPeer($"{1000 + i}", (ulong)(10 + i))).ToList();
        foreach (var other in others)
        {
            var transaction = state.Begin(_alice.Credentials);
            await transaction.StartSessionAsync(other.Address, await other.BundleAsync());
            await _alice.StoreAsync(transaction.ToDelta());
            transaction.Commit();
            state.CachedBytes.ShouldBeInRange(1, Budget);
        }

        state.Cached(new(null, others[0].Address)).ShouldBeNull();
        state.Cached(new(null, others[^1].Address)).ShouldNotBeNull();
        var all = state.Begin(_alice.Credentials);
        foreach (var other in others)
            (await other.DecryptAsync(_alice, await all.EncryptAsync(other.Address, Text))).ShouldBe(Text);
        await _alice.StoreAsync(all.ToDelta());
        all.Commit();
        state.CachedBytes.ShouldBeInRange(1, Budget);
        state.Forget();
        state.CachedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_secret_is_in_the_text_of_what_is_kept()
    {
        await _alice.StartAsync(_bob);
        var group = Jid.Parse("1-2@g.us");
        await _alice.DoAsync(transaction => transaction.DistributionOfAsync(group, _alice.Address));
        var session = (SessionRecord)_alice.State.Cached(new(null, _bob.Address))!;
        var senderKeys = (SenderKeyRecord)_alice.State.Cached(new(group, _alice.Address))!;
        $"{session} {session.Current} {senderKeys} {senderKeys.States[0]}".ShouldBe(
            "SessionRecord Session SenderKeyRecord SenderKeyState");
    }
}
