using System.Text.Json;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>
/// Conversations that libsignal for Node held with itself, in and out of order (tests/Interop/libsignal-conversations.mjs). Here both sides
/// are ours, with the keys that were made then.
/// </summary>
public class LibsignalConversationTests
{
    private static readonly JsonElement Recorded = TestData.Load("libsignal-conversations.json");

    public static TheoryData<int> Conversations => [.. Enumerable.Range(0, Recorded.GetProperty("conversations").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Either_side_writes_the_same_bytes_and_reads_what_was_written(int number)
    {
        var conversation = Recorded.GetProperty("conversations")[number];
        var devices = conversation.GetProperty("devices").EnumerateArray().Select(device => new Device(device)).ToArray();
        await devices[0].StartAsync(devices[1], conversation.GetProperty("withPreKey").GetBoolean());

        foreach (var happened in conversation.GetProperty("events").EnumerateArray())
        {
            int who = happened.GetProperty("who").GetInt32();
            var kind = happened.Text("kind") == "pkmsg" ? CiphertextKind.PreKeyMessage : CiphertextKind.Message;
            var transaction = devices[who].Begin();
            var other = devices[1 - who].Address;
            if (happened.Text("event") == "encrypt")
            {
                var message = await transaction.EncryptAsync(other, happened.Hex("plaintext"));
                message.Kind.ShouldBe(kind);
                message.Bytes.ShouldBe(happened.Hex("ciphertext"));
            }
            else
            {
                (await transaction.DecryptAsync(other, kind, happened.Hex("ciphertext"))).ShouldBe(happened.Hex("plaintext"));
            }

            await devices[who].CommitAsync(transaction);
        }
    }

    [Theory]
    [InlineData("distribution", 0)]
    [InlineData("laterDistribution", 6)]
    public async Task A_group_message_of_baileys_is_read_from_the_key_on_that_was_given(string distribution, int first)
    {
        var (group, sender) = (Jid.Parse("123-456@g.us"), new SignalAddress("alice", 0));
        var recorded = Recorded.GetProperty("group");
        var peer = new SignalPeer("111", 1);
        await peer.DoAsync(transaction => transaction.ProcessDistributionAsync(group, sender, recorded.Hex(distribution)));
        foreach (var message in recorded.GetProperty("messages").EnumerateArray().Skip(first))
        {
            (await peer.DoAsync(transaction => transaction.DecryptFromGroupAsync(group, sender, message.Hex("ciphertext"))))
                .ShouldBe(message.Hex("plaintext"));
        }
    }

    private sealed class Device
    {
        private readonly InMemoryStore _store = new();
        private readonly Credentials _credentials;
        private readonly SignalState _state;
        private readonly PreKey _preKey;
        private readonly long _epoch;

        internal Device(JsonElement device)
        {
            var made = device.GetProperty("made").EnumerateArray().Select(key => Convert.FromHexString(key.GetString()!));
            _credentials = Credentials.Generate(SystemRandomSource.Instance, default) with
            {
                IdentityKey = KeyPair.FromPrivateKey(device.Hex("identity")),
                RegistrationId = device.GetProperty("registrationId").GetUInt32(),
                SignedPreKey = new SignedPreKey(9, KeyPair.FromPrivateKey(device.Hex("signedPreKey")), device.Hex("signature"), default),
            };
            _preKey = new PreKey(77, KeyPair.FromPrivateKey(device.Hex("preKey")));
            _state = new SignalState(_store, new FixedRandomSource([.. made]));
            _epoch = _store.TakeOver();
            Address = new SignalAddress($"{_credentials.RegistrationId}", 0);
        }

        internal SignalAddress Address { get; }

        internal SignalTransaction Begin() => _state.Begin(_credentials);

        internal async Task StartAsync(Device other, bool withPreKey)
        {
            var (signed, preKey) = (other._credentials.SignedPreKey, other._preKey);
            await other._store.CommitAsync(new StoreDelta { AddedPreKeys = [preKey] }, other._epoch, CancellationToken.None);
            var transaction = Begin();
            await transaction.StartSessionAsync(other.Address, new PreKeyBundle(
                other._credentials.RegistrationId,
                other._credentials.IdentityKey.PublicKey,
                signed.Id,
                signed.Key.PublicKey,
                signed.Signature,
                withPreKey ? preKey.Id : null,
                withPreKey ? preKey.Key.PublicKey : null));
            await CommitAsync(transaction);
        }

        internal async Task CommitAsync(SignalTransaction transaction)
        {
            await _store.CommitAsync(transaction.ToDelta(), _epoch, CancellationToken.None);
            transaction.Commit();
        }
    }
}
