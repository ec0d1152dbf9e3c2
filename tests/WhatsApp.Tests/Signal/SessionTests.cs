using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

public class SessionTests
{
    private static readonly byte[] Text = "hello"u8.ToArray();

    private readonly SignalPeer _alice = new("111", 1);
    private readonly SignalPeer _bob = new("222", 2);

    [Fact]
    public async Task Messages_are_prekey_messages_until_the_other_side_has_answered()
    {
        await _alice.StartAsync(_bob);
        var first = await _alice.EncryptAsync(_bob, Text);
        var second = await _alice.EncryptAsync(_bob, Text);
        first.Kind.ShouldBe(CiphertextKind.PreKeyMessage);
        second.Kind.ShouldBe(CiphertextKind.PreKeyMessage);
        (await _bob.DecryptAsync(_alice, second)).ShouldBe(Text);
        (await _bob.DecryptAsync(_alice, first)).ShouldBe(Text);

        (await _alice.DoAsync(transaction => transaction.DescribeAsync(_bob.Address)))!.IsAnswered.ShouldBeFalse();
        (await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text))).ShouldBe(Text);
        (await _alice.DoAsync(transaction => transaction.DescribeAsync(_bob.Address)))!.IsAnswered.ShouldBeTrue();
        (await _alice.EncryptAsync(_bob, Text)).Kind.ShouldBe(CiphertextKind.Message);
    }

    [Fact]
    public async Task A_one_time_prekey_is_deleted_with_the_first_message_that_is_decrypted_and_not_before()
    {
        await _alice.StartAsync(_bob);
        var message = await _alice.EncryptAsync(_bob, Text);
        byte[] forged = [.. message.Bytes];
        forged[^20] ^= 1; // in the inner MAC or before it
        await Should.ThrowAsync<SignalException>(() => _bob.DecryptAsync(_alice, message with { Bytes = forged }));
        _bob.LastDelta.ShouldChangeNothing();
        (await _bob.Store.LoadPreKeysAsync(1, 1, CancellationToken.None)).Count.ShouldBe(1);

        await _bob.DecryptAsync(_alice, message);
        (await _bob.Store.LoadPreKeysAsync(1, 1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_used_up_prekey_makes_no_second_session()
    {
        var bundle = await _bob.BundleAsync();
        var carol = new SignalPeer("333", 3);
        await _alice.DoAsync(transaction => transaction.StartSessionAsync(_bob.Address, bundle));
        await carol.DoAsync(transaction => transaction.StartSessionAsync(_bob.Address, bundle));
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));

        var late = await carol.EncryptAsync(_bob, Text);
        (await Should.ThrowAsync<UnknownPreKeyException>(() => _bob.DecryptAsync(carol, late))).Reason.ShouldBe(RetryReason.InvalidKeyId);
        _bob.LastDelta.ShouldChangeNothing();
    }

    [Fact]
    public async Task A_prekey_serves_once_within_one_transaction_too()
    {
        var bundle = await _bob.BundleAsync();
        var carol = new SignalPeer("333", 3);
        await _alice.DoAsync(transaction => transaction.StartSessionAsync(_bob.Address, bundle));
        await carol.DoAsync(transaction => transaction.StartSessionAsync(_bob.Address, bundle));
        var (first, second) = (await _alice.EncryptAsync(_bob, Text), await carol.EncryptAsync(_bob, Text));

        var transaction = _bob.State.Begin(_bob.Credentials);
        await transaction.DecryptAsync(_alice.Address, first.Kind, first.Bytes);
        await Should.ThrowAsync<UnknownPreKeyException>(() => transaction.DecryptAsync(carol.Address, second.Kind, second.Bytes));
    }

    [Fact]
    public async Task A_session_can_begin_without_a_one_time_prekey_and_from_a_device_with_registration_id_0()
    {
        _alice.Credentials = _alice.Credentials with { RegistrationId = 0 };
        await _alice.StartAsync(_bob, withPreKey: false);
        (await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text))).ShouldBe(Text);
        (await _bob.DoAsync(transaction => transaction.DescribeAsync(_alice.Address)))!.RegistrationId.ShouldBe(0u);
    }

    [Fact]
    public async Task An_earlier_signed_prekey_still_serves_and_one_that_is_gone_does_not()
    {
        await _alice.StartAsync(_bob);
        var message = await _alice.EncryptAsync(_bob, Text);
        var former = _bob.Credentials.SignedPreKey;
        var next = SignedPreKey.Generate(2, _bob.Credentials.IdentityKey, SystemRandomSource.Instance, default);
        _bob.Credentials = _bob.Credentials with { SignedPreKey = next };
        var failure = await Should.ThrowAsync<UnknownPreKeyException>(() => _bob.DecryptAsync(_alice, message));
        failure.Reason.ShouldBe(RetryReason.InvalidKeyId);
        _bob.LastDelta.ShouldChangeNothing();

        _bob.Credentials = _bob.Credentials with { EarlierSignedPreKeys = [former] };
        (await _bob.DecryptAsync(_alice, message)).ShouldBe(Text);
    }

    [Fact]
    public async Task A_bundle_that_its_identity_did_not_sign_is_refused()
    {
        var bundle = await _bob.BundleAsync();
        byte[] signature = bundle.SignedPreKeySignature.ToArray();
        signature[3] ^= 1;
        var failure = await Should.ThrowAsync<SignalSignatureException>(() => _alice.DoAsync(transaction =>
            transaction.StartSessionAsync(_bob.Address, bundle with { SignedPreKeySignature = signature })));
        failure.Reason.ShouldBe(RetryReason.InvalidSignature);
        _alice.LastDelta.ShouldChangeNothing();
    }

    [Fact]
    public async Task A_bundle_with_a_key_of_small_order_is_refused()
    {
        var bundle = await _bob.BundleAsync() with { PreKey = PublicKey.FromRaw(new byte[32]) };
        var failure = await Should.ThrowAsync<SignalKeyException>(() =>
            _alice.DoAsync(transaction => transaction.StartSessionAsync(_bob.Address, bundle)));
        failure.Reason.ShouldBe(RetryReason.InvalidKey);
        _alice.LastDelta.ShouldChangeNothing();
    }

    [Fact]
    public async Task Without_a_session_nothing_is_encrypted_or_decrypted()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var message = await _bob.EncryptAsync(_alice, Text);
        var carol = new SignalPeer("333", 3);

        (await carol.DoAsync(transaction => transaction.HasSessionAsync(_bob.Address))).ShouldBeFalse();
        await Should.ThrowAsync<NoSessionException>(() => carol.EncryptAsync(_bob, Text));
        (await Should.ThrowAsync<NoSessionException>(() => carol.DecryptAsync(_bob, message))).Reason.ShouldBe(RetryReason.NoSession);
    }

    [Fact]
    public async Task Both_sides_may_begin_at_once()
    {
        await _alice.StartAsync(_bob);
        await _bob.StartAsync(_alice);
        var (fromAlice, fromBob) = (await _alice.EncryptAsync(_bob, Text), await _bob.EncryptAsync(_alice, Text));
        await _bob.DecryptAsync(_alice, fromAlice);
        await _alice.DecryptAsync(_bob, fromBob);
        for (int i = 0; i < 10; i++)
        {
            (fromAlice, fromBob) = (await _alice.EncryptAsync(_bob, Text), await _bob.EncryptAsync(_alice, Text));
            (await _bob.DecryptAsync(_alice, fromAlice)).ShouldBe(Text);
            (await _alice.DecryptAsync(_bob, fromBob)).ShouldBe(Text);
        }
    }

    [Fact]
    public async Task A_repeated_message_is_recognised_and_not_asked_for_again()
    {
        await _alice.StartAsync(_bob);
        var message = await _alice.EncryptAsync(_bob, Text);
        await _bob.DecryptAsync(_alice, message);
        (await Should.ThrowAsync<DuplicateMessageException>(() => _bob.DecryptAsync(_alice, message))).Reason.ShouldBeNull();
        _bob.LastDelta.ShouldChangeNothing();
    }

    [Fact]
    public async Task An_archived_session_that_a_message_comes_in_becomes_the_current_one()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var earlier = await _bob.DoAsync(transaction => transaction.DescribeAsync(_alice.Address));
        await _bob.StartAsync(_alice); // and nothing of it arrives
        await _bob.EncryptAsync(_alice, Text);

        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        (await _bob.DoAsync(transaction => transaction.DescribeAsync(_alice.Address))).ShouldBe(earlier);
        (await _alice.DecryptAsync(_bob, await _bob.EncryptAsync(_alice, Text))).ShouldBe(Text);
    }

    [Fact]
    public async Task A_dropped_session_reads_what_is_on_its_way_and_then_serves_again()
    {
        await _alice.StartAsync(_bob);
        await _bob.DecryptAsync(_alice, await _alice.EncryptAsync(_bob, Text));
        var onItsWay = await _alice.EncryptAsync(_bob, Text);
        await _bob.DoAsync(transaction => transaction.DropSessionAsync(_alice.Address));
        (await _bob.DoAsync(transaction => transaction.HasSessionAsync(_alice.Address))).ShouldBeFalse();
        (await _bob.DoAsync(transaction => transaction.DescribeAsync(_alice.Address))).ShouldBeNull();
        _bob.Restart();

        (await _bob.DecryptAsync(_alice, onItsWay)).ShouldBe(Text);
        (await _bob.DoAsync(transaction => transaction.HasSessionAsync(_alice.Address))).ShouldBeTrue();
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x33 })]
    [InlineData(new byte[] { 0x33, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x43, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public async Task What_is_no_signal_message_is_malformed(byte[] bytes)
    {
        foreach (var kind in Enum.GetValues<CiphertextKind>())
        {
            var failure = await Should.ThrowAsync<MalformedSignalMessageException>(() =>
                _bob.DecryptAsync(_alice, new SignalCiphertext(kind, bytes)));
            failure.Reason.ShouldBe(RetryReason.InvalidMessage);
        }
    }
}
