using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Storage;

public sealed class InMemoryStoreTests
{
    private static readonly SeededRandomSource Random = new(4);
    private static readonly Jid Number = Jid.Parse("15550000001@s.whatsapp.net");
    private static readonly Jid Lid = Jid.Parse("100000000000001@lid");
    private static readonly SignalAddress Address = SignalAddress.Of(Lid);

    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task A_delta_is_written_whole_and_a_null_record_deletes()
    {
        long epoch = _store.TakeOver();
        var key = KeyPair.Generate(Random);
        await _store.CommitAsync(
            new StoreDelta
            {
                Credentials = Credentials.Generate(Random, DateTimeOffset.UnixEpoch),
                AddedPreKeys = [new PreKey(1, key), new PreKey(2, key), new PreKey(4, key)],
                Sessions = [(Address, new byte[] { 1 })],
                Identities = [(Address, key.PublicKey)],
                SenderKeys = [(Jid.Parse("1@g.us"), Address, new byte[] { 2 })],
                AppState = [("regular", new byte[] { 3 })],
                LidMappings = [(Number, Lid)],
            },
            epoch,
            default);
        await _store.CommitAsync(new StoreDelta { RemovedPreKeys = [2], AppState = [("regular", null)] }, epoch, default);

        (await _store.LoadCredentialsAsync(default)).ShouldNotBeNull();
        (await _store.LoadPreKeysAsync(1, 3, default)).Select(preKey => preKey.Id).ShouldBe([1u]);
        (await _store.LoadSessionAsync(Address, default))!.Value.ToArray().ShouldBe([1]);
        (await _store.LoadIdentityAsync(Address, default)).ShouldBe(key.PublicKey);
        (await _store.LoadSenderKeyAsync(Jid.Parse("1@g.us"), Address, default))!.Value.ToArray().ShouldBe([2]);
        (await _store.LoadAppStateAsync("regular", default)).ShouldBeNull();
        (await _store.LoadLidAsync(Number, default)).ShouldBe(Lid);
        (await _store.LoadPhoneNumberAsync(Lid, default)).ShouldBe(Number);
    }

    [Fact]
    public async Task Who_was_replaced_writes_nothing()
    {
        long former = _store.TakeOver();
        long current = _store.TakeOver();

        var stale = await Should.ThrowAsync<StaleOwnerException>(
            async () => await _store.CommitAsync(new StoreDelta { LidMappings = [(Number, Lid)] }, former, default));

        stale.Epoch.ShouldBe(former);
        stale.CurrentEpoch.ShouldBe(current);
        (await _store.LoadLidAsync(Number, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wipe_comes_before_the_rest_of_its_delta()
    {
        long epoch = _store.TakeOver();
        await _store.CommitAsync(
            new StoreDelta { Sessions = [(Address, new byte[] { 1 })], LidMappings = [(Number, Lid)] }, epoch, default);

        await _store.CommitAsync(
            new StoreDelta { Wipe = true, Credentials = Credentials.Generate(Random, DateTimeOffset.UnixEpoch) }, epoch, default);

        (await _store.LoadSessionAsync(Address, default)).ShouldBeNull();
        (await _store.LoadLidAsync(Number, default)).ShouldBeNull();
        (await _store.LoadCredentialsAsync(default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_number_with_a_new_hidden_id_leaves_nothing_of_the_old_one()
    {
        long epoch = _store.TakeOver();
        var other = Jid.Parse("100000000000002@lid");

        await _store.CommitAsync(new StoreDelta { LidMappings = [(Number, Lid), (Number, other)] }, epoch, default);

        (await _store.LoadLidAsync(Number, default)).ShouldBe(other);
        (await _store.LoadPhoneNumberAsync(Lid, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("15550000001:3@s.whatsapp.net", "15550000001.3")]
    [InlineData("100000000000001@lid", "100000000000001_1.0")]
    [InlineData("15550000001:99@hosted", "15550000001_128.99")]
    [InlineData("15550000001:99@hosted.lid", "15550000001_129.99")]
    public void Addresses_of_different_kinds_of_accounts_never_meet(string jid, string address) =>
        SignalAddress.Of(Jid.Parse(jid)).ToString().ShouldBe(address);

    [Fact]
    public void Nothing_secret_is_in_the_text_of_credentials()
    {
        var credentials = Credentials.Generate(Random, DateTimeOffset.UnixEpoch);

        credentials.ToString().ShouldBe("Credentials of an unpaired device");
        credentials.RegistrationId.ShouldBeInRange(1u, 16383u);
        XEdDsa.Verify(
            credentials.IdentityKey.PublicKey,
            credentials.SignedPreKey.Key.PublicKey.ToTyped(),
            credentials.SignedPreKey.Signature.Span).ShouldBeTrue();
    }
}
