using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

public class IdentityTests
{
    private static readonly byte[] Text = "hello"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task A_first_identity_is_stored_and_is_no_change()
    {
        await _alice.StartAsync(_bob);
        _alice.LastDelta.Identities.ShouldBe([(_bob.Address, _bob.Credentials.IdentityKey.PublicKey)]);
        var message = await _alice.EncryptAsync(_bob, Text);
        var transaction = _bob.State.Begin(_bob.Credentials);
        await transaction.DecryptAsync(_alice.Address, message.Kind, message.Bytes);
        transaction.IdentityChanges.ShouldBeEmpty();
        transaction.ToDelta().Identities.ShouldBe([(_alice.Address, _alice.Credentials.IdentityKey.PublicKey)]);
    }

    [Fact]
    public async Task A_device_that_was_set_up_anew_writes_at_once_and_its_new_identity_is_reported()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var another = _alice.SetUpAnew(seed: 9);
        await another.StartAsync(_bob);
        var message = await another.EncryptAsync(_bob, Text);

        var transaction = _bob.State.Begin(_bob.Credentials);
        (await transaction.DecryptAsync(_alice.Address, message.Kind, message.Bytes)).ShouldBe(Text);
        var (former, current) = (_alice.Credentials.IdentityKey.PublicKey, another.Credentials.IdentityKey.PublicKey);
        transaction.IdentityChanges.ShouldBe([new IdentityChange(_alice.Address, former, current)]);
        (await transaction.IdentityOfAsync(_alice.Address)).ShouldBe(current);
        transaction.ToDelta().Identities.ShouldBe([(_alice.Address, current)]);
    }

    [Fact]
    public async Task A_bundle_with_another_identity_is_a_change_also_when_there_is_no_session()
    {
        await _alice.StartAsync(_bob);
        await _alice.DoAsync(transaction => transaction.DropSessionAsync(_bob.Address));
        _alice.Restart();
        var another = _bob.SetUpAnew(seed: 9);
        var bundle = await another.BundleAsync();

        var transaction = _alice.State.Begin(_alice.Credentials);
        await transaction.StartSessionAsync(_bob.Address, bundle);
        transaction.IdentityChanges.ShouldBe(
            [new IdentityChange(_bob.Address, _bob.Credentials.IdentityKey.PublicKey, bundle.Identity)]);
    }

    [Fact]
    public async Task What_the_former_device_had_sent_is_read_but_no_longer_answered_to_it()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text));
        var late = await _alice.EncryptAsync(_bob, Text);
        var another = _alice.SetUpAnew(seed: 9);
        await another.StartAsync(_bob);
        await _bob.DecryptAsync(another, await another.EncryptAsync(_bob, Text));

        (await _bob.DecryptAsync(_alice, late)).ShouldBe(Text);
        await Should.ThrowAsync<DuplicateMessageException>(() => _bob.DecryptAsync(_alice, late));
        (await another.DecryptAsync(_bob, await _bob.EncryptAsync(another, Text))).ShouldBe(Text);

        await _bob.DoAsync(transaction => transaction.DropSessionAsync(_alice.Address));
        var later = await _alice.EncryptAsync(_bob, Text);
        (await _bob.DecryptAsync(_alice, later)).ShouldBe(Text);
        (await _bob.DoAsync(transaction => transaction.HasSessionAsync(_alice.Address))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_prekey_message_of_a_known_session_cannot_name_another_identity()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var next = await _alice.EncryptAsync(_bob, Text);
        var parsed = PreKeyWhisperMessage.Parse(next.Bytes);
        byte[] forged = new byte[next.Bytes.Length];
        var stranger = new SignalPeer("333", 3).Credentials.IdentityKey.PublicKey;
        parsed.Message.Span.CopyTo(PreKeyWhisperMessage.Write(
            forged, parsed.Message.Length, parsed.PreKeyId, parsed.BaseKey, stranger, parsed.RegistrationId, parsed.SignedPreKeyId));

        await Should.ThrowAsync<SignalKeyException>(() => _bob.DecryptAsync(_alice, next with { Bytes = forged }));
        _bob.LastDelta.ShouldChangeNothing();
        (await _bob.DecryptAsync(_alice, next)).ShouldBe(Text);
    }

    [Fact]
    public async Task A_session_moves_to_the_hidden_id_with_its_identity()
    {
        await _alice.StartAsync(_bob);
        await _alice.DecryptAsync(_bob, await AnsweredAsync());
        var lid = new SignalAddress("999_1", 0);
        await _alice.DoAsync(transaction => transaction.MoveSessionAsync(_bob.Address, lid));
        _alice.LastDelta.Sessions.ShouldContain(session => session.Address == _bob.Address && session.Record == null);
        _alice.Restart();

        var message = await _alice.DoAsync(transaction => transaction.EncryptAsync(lid, Text));
        (await _bob.DecryptAsync(_alice, message)).ShouldBe(Text);
        (await _alice.DoAsync(transaction => transaction.HasSessionAsync(_bob.Address))).ShouldBeFalse();
        (await _alice.Store.LoadIdentityAsync(lid, CancellationToken.None)).ShouldBe(_bob.Credentials.IdentityKey.PublicKey);
    }

    [Fact]
    public async Task A_session_that_the_hidden_id_has_already_stays_and_the_moved_one_is_still_read()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var sentToTheNumber = await _bob.EncryptAsync(_alice, Text);
        var lid = new SignalAddress("999_1", 0);
        var bundle = await _bob.BundleAsync();
        await _alice.DoAsync(transaction => transaction.StartSessionAsync(lid, bundle));
        var current = await _alice.DoAsync(transaction => transaction.DescribeAsync(lid));

        await _alice.DoAsync(transaction => transaction.MoveSessionAsync(_bob.Address, lid));
        (await _alice.DoAsync(transaction => transaction.DescribeAsync(lid))).ShouldBe(current);
        (await _alice.DoAsync(transaction => transaction.DecryptAsync(lid, sentToTheNumber.Kind, sentToTheNumber.Bytes))).ShouldBe(Text);
    }

    [Fact]
    public async Task Moving_what_is_not_there_changes_nothing()
    {
        await _alice.DoAsync(transaction => transaction.MoveSessionAsync(_bob.Address, new SignalAddress("999_1", 0)));
        _alice.LastDelta.ShouldChangeNothing();
    }

    private async Task<SignalCiphertext> AnsweredAsync()
    {
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        return await _bob.EncryptAsync(_alice, Text);
    }
}
