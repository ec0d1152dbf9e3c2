using System.Text;
using System.Text.Json;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>Held against what libsignal for Node computed of the same keys, byte for byte.</summary>
public class SignalVectorTests
{
    private static readonly SignalAddress Alice = new("111", 0);
    private static readonly SignalAddress Bob = new("222", 0);
    private static readonly Jid Group = Jid.Parse("123-456@g.us");
    private static readonly JsonElement Vectors = TestData.Vectors;

    [Fact]
    public void X3dh_agrees_for_both_sides()
    {
        var bundle = BundleOfBob();
        X3dh.Initiate(Pair("IKa"), Pair("EKa"), bundle, out var initiated);
        X3dh.Respond(
            Pair("IKb"), Pair("SPKb"), Pair("OPKb"), Pair("IKa").PublicKey, Pair("EKa").PublicKey, out var responded);

        ((ReadOnlySpan<byte>)initiated).ToArray().ShouldBe(Vectors.GetProperty("x3dh").Hex("rootKey"));
        ((ReadOnlySpan<byte>)responded).ToArray().ShouldBe(Vectors.GetProperty("x3dh").Hex("rootKey"));
    }

    [Fact]
    public void The_first_chains_come_from_the_secrets_of_x3dh()
    {
        var x3dh = Vectors.GetProperty("x3dh");
        KeySchedule.Begin(x3dh.Hex("master"), out var root, out var chain);
        ((ReadOnlySpan<byte>)root).ToArray().ShouldBe(x3dh.Hex("rootKey"));
        ((ReadOnlySpan<byte>)chain).ToArray().ShouldBe(x3dh.Hex("initialChain"));

        var session = Session.Initiate(BundleOfBob(), Me("IKa", 1111, RandomOf("EKa", "RKa")));
        var sending = x3dh.GetProperty("afterFirstSendRatchet");
        var rootAfter = session.Root;
        ((ReadOnlySpan<byte>)rootAfter).ToArray().ShouldBe(sending.Hex("rootKey"));
        session.Sending.Key.ToArray().ShouldBe(sending.Hex("sendChainKey"));
    }

    [Fact]
    public void The_first_message_keys_are_right()
    {
        var expected = Vectors.GetProperty("msgKey0");
        var chain = new MessageChain(Key32.From(Vectors.GetProperty("x3dh").GetProperty("afterFirstSendRatchet").Hex("sendChainKey")));
        byte[] seed = new byte[32];
        var next = chain.Take(seed);
        seed.ShouldBe(expected.Hex("seed"));
        next.Key.ToArray().ShouldBe(expected.Hex("nextChainKey"));
        byte[] keys = new byte[KeySchedule.MessageKeysLength];
        KeySchedule.MessageKeys(seed, keys);
        keys.ShouldBe([.. expected.Hex("cipherKey"), .. expected.Hex("macKey"), .. expected.Hex("iv")]);
    }

    [Fact]
    public async Task Alice_writes_as_libsignal_does_and_reads_its_answer()
    {
        var alice = Vectors.GetProperty("alice");
        var transaction = new SignalState(new InMemoryStore(), RandomOf("EKa", "RKa", "RKa")).Begin(CredentialsOf("IKa", "SPKb", 1111));
        await transaction.StartSessionAsync(Bob, BundleOfBob());

        var first = await transaction.EncryptAsync(Bob, "hello world"u8.ToArray());
        first.Kind.ShouldBe(CiphertextKind.PreKeyMessage);
        first.Bytes.ShouldBe(alice.Hex("pkmsg0"));
        var second = await transaction.EncryptAsync(Bob, "second"u8.ToArray());
        second.Bytes.ShouldBe(alice.Hex("pkmsg1"));

        byte[] reply = await transaction.DecryptAsync(Bob, CiphertextKind.Message, Vectors.GetProperty("bob").Hex("reply"));
        Encoding.UTF8.GetString(reply).ShouldBe("reply");
        (await transaction.EncryptAsync(Bob, "third"u8.ToArray())).Kind.ShouldBe(CiphertextKind.Message);
    }

    [Fact]
    public async Task Bob_reads_libsignals_messages_and_answers_as_it_does()
    {
        var alice = Vectors.GetProperty("alice");
        var store = new InMemoryStore();
        var preKey = new PreKey((uint)alice.GetProperty("bobPreKeyId").GetInt32(), Pair("OPKb"));
        await store.CommitAsync(new StoreDelta { AddedPreKeys = [preKey] }, store.TakeOver(), CancellationToken.None);
        var transaction = new SignalState(store, RandomOf("RKb_next")).Begin(CredentialsOf("IKb", "SPKb", 1));

        (await transaction.DecryptAsync(Alice, CiphertextKind.PreKeyMessage, alice.Hex("pkmsg0"))).ShouldBe("hello world"u8.ToArray());
        var reply = await transaction.EncryptAsync(Alice, "reply"u8.ToArray());
        reply.Kind.ShouldBe(CiphertextKind.Message);
        reply.Bytes.ShouldBe(Vectors.GetProperty("bob").Hex("reply"));
        (await transaction.DecryptAsync(Alice, CiphertextKind.PreKeyMessage, alice.Hex("pkmsg1"))).ShouldBe("second"u8.ToArray());

        (await transaction.DescribeAsync(Alice))!.RegistrationId.ShouldBe(1111u);
        transaction.ToDelta().RemovedPreKeys.ShouldBe([preKey.Id]);
    }

    [Fact]
    public void The_keys_of_a_sender_key_are_right()
    {
        var expected = Vectors.GetProperty("senderKey");
        byte[] seed = new byte[32];
        var next = new MessageChain(Key32.From(expected.Hex("chainKey"))).Take(seed);
        seed.ShouldBe(expected.Hex("messageSeed"));
        next.Key.ToArray().ShouldBe(expected.Hex("nextChainKey"));
        byte[] keys = new byte[KeySchedule.GroupKeysLength];
        KeySchedule.GroupKeys(seed, keys);
        keys.ShouldBe([.. expected.Hex("iv"), .. expected.Hex("cipherKey")]);
    }

    [Fact]
    public async Task A_group_message_of_libsignal_is_read()
    {
        var expected = Vectors.GetProperty("senderKey");
        var transaction = new SignalState(new InMemoryStore(), SystemRandomSource.Instance).Begin(CredentialsOf("IKb", "SPKb", 1));
        await transaction.ProcessDistributionAsync(Group, Alice, expected.Hex("skdm_id_12345_iter0"));
        (await transaction.DecryptFromGroupAsync(Group, Alice, expected.Hex("skmsg_id_12345_iter0"))).ShouldBe("group hello"u8.ToArray());
    }

    [Fact]
    public async Task A_group_message_is_written_as_libsignal_does_but_for_the_signatures_noise()
    {
        var expected = Vectors.GetProperty("senderKey");
        var signing = KeyPair.FromPrivateKey(expected.GetProperty("signing").Hex("priv"));
        var state = new SenderKeyState(12345, signing.PublicKey, signing, new MessageChain(Key32.From(expected.Hex("chainKey"))));
        var store = new InMemoryStore();
        byte[] record = new SenderKeyRecord([state], HolderList.Empty).Encode();
        await store.CommitAsync(new StoreDelta { SenderKeys = [(Group, Alice, record)] }, store.TakeOver(), CancellationToken.None);
        var transaction = new SignalState(store, SystemRandomSource.Instance).Begin(CredentialsOf("IKa", "SPKb", 1));

        (await transaction.DistributionOfAsync(Group, Alice)).ShouldBe(expected.Hex("skdm_id_12345_iter0"));
        byte[] message = await transaction.EncryptForGroupAsync(Group, Alice, "group hello"u8.ToArray());
        message[..^64].ShouldBe(expected.Hex("skmsg_id_12345_iter0")[..^64]);
        XEdDsa.Verify(signing.PublicKey, message.AsSpan()[..^64], message.AsSpan()[^64..]).ShouldBeTrue();
    }

    private static PreKeyBundle BundleOfBob()
    {
        var alice = Vectors.GetProperty("alice");
        return new PreKeyBundle(
            RegistrationId: 2222,
            Identity: Pair("IKb").PublicKey,
            SignedPreKeyId: (uint)alice.GetProperty("bobSignedPreKeyId").GetInt32(),
            SignedPreKey: Pair("SPKb").PublicKey,
            SignedPreKeySignature: alice.Hex("spkSignature_deterministic"),
            PreKeyId: (uint)alice.GetProperty("bobPreKeyId").GetInt32(),
            PreKey: Pair("OPKb").PublicKey);
    }

    private static Credentials CredentialsOf(string identity, string signedPreKey, uint registrationId) =>
        Credentials.Generate(SystemRandomSource.Instance, default) with
        {
            IdentityKey = Pair(identity),
            RegistrationId = registrationId,
            SignedPreKey = new SignedPreKey(9, Pair(signedPreKey), new byte[64], default),
        };

    private static LocalDevice Me(string identity, uint registrationId, IRandomSource random) =>
        new(Pair(identity), registrationId, random);

    private static KeyPair Pair(string name) => KeyPair.FromPrivateKey(Vectors.GetProperty("keys").GetProperty(name).Hex("priv"));

    private static FixedRandomSource RandomOf(params string[] keys) =>
        new([.. keys.Select(key => Vectors.GetProperty("keys").GetProperty(key).Hex("priv"))]);
}
