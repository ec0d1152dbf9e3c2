using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Messaging;

/// <summary>A device of someone else, or another one of the client's account: it encrypts and decrypts as any other.</summary>
internal sealed class RemoteDevice
{
    private readonly SeededRandomSource _random;
    private InMemoryStore _store = new();
    private long _epoch;
    private readonly uint _firstMeetingKey;
    private uint _nextPreKey = 1;
    private SignalState _signal;

    internal RemoteDevice(Jid number, Jid lid, ulong seed)
    {
        _random = new SeededRandomSource(seed);
        _firstMeetingKey = 100_000 * (uint)seed; // beyond those that the client makes itself, and another one's
        (Number, Lid) = (number, lid);
        Credentials = Credentials.Generate(_random, DateTimeOffset.UnixEpoch);
        _epoch = _store.TakeOver();
        _signal = new SignalState(_store, _random);
    }

    internal Jid Number { get; }

    internal Jid Lid { get; }

    internal Credentials Credentials { get; private set; }

    /// <summary>Forgets all sessions and keys, as a device that was set up anew.</summary>
    internal void Reinstall()
    {
        Credentials = Credentials.Generate(_random, DateTimeOffset.UnixEpoch);
        _store = new InMemoryStore();
        _epoch = _store.TakeOver();
        _signal = new SignalState(_store, _random);
    }

    /// <summary>What the server hands out of it.</summary>
    internal async Task<Node> BundleAsync(Jid asked)
    {
        var key = new PreKey(_nextPreKey++, KeyPair.Generate(_random));
        await _store.CommitAsync(new StoreDelta { AddedPreKeys = [key] }, _epoch, default);
        return new Node("user", [("jid", asked)], content: [.. Keys(key)]);
    }

    /// <summary>Its keys, as it sends them in a retry receipt.</summary>
    internal async Task<Node> KeysNodeAsync() => new("keys", content: [.. (await BundleAsync(Lid)).Children]);

    private IEnumerable<Node> Keys(PreKey key) =>
    [
        KeyNodes.Registration(Credentials.RegistrationId),
        KeyNodes.KeyType,
        KeyNodes.Identity(Credentials.IdentityKey.PublicKey),
        KeyNodes.Of(key),
        KeyNodes.Of(Credentials.SignedPreKey),
    ];

    /// <summary>Begins a session with the client, with a prekey that is put into the client's store for that.</summary>
    internal async Task MeetAsync(InMemoryStore client)
    {
        var key = new PreKey(_firstMeetingKey + _nextPreKey++, KeyPair.Generate(_random));
        await client.CommitAsync(new StoreDelta { AddedPreKeys = [key] }, 1, default);
        await MeetAsync(BundleOf((await client.LoadCredentialsAsync(default))!, key));
    }

    internal Task MeetAsync(PreKeyBundle bundle) => DoAsync(transaction => transaction.StartSessionAsync(Client, bundle));

    internal static PreKeyBundle BundleOf(Credentials credentials, PreKey key) => new(
        credentials.RegistrationId,
        credentials.IdentityKey.PublicKey,
        credentials.SignedPreKey.Id,
        credentials.SignedPreKey.Key.PublicKey,
        credentials.SignedPreKey.Signature,
        key.Id,
        key.Key.PublicKey);

    /// <summary>The client's device, as this one knows it.</summary>
    internal static SignalAddress Client => SignalAddress.Of(Tests.Client.ClientWorld.Lid);

    /// <summary>A message's ciphertext for the client.</summary>
    internal Task<Node> EncryptAsync(Message message, params (string Key, string Value)[] attributes) =>
        EncryptBytesAsync(MessageCodec.WritePadded(message, _random), attributes);

    /// <summary>The ciphertext of whatever these bytes are.</summary>
    internal Task<Node> EncryptBytesAsync(byte[] plaintext, params (string Key, string Value)[] attributes) => DoAsync(async transaction =>
    {
        var ciphertext = await transaction.EncryptAsync(Client, plaintext);
        return Enc(ciphertext.Kind == CiphertextKind.PreKeyMessage ? "pkmsg" : "msg", ciphertext.Bytes, attributes);
    });

    internal Task<Node> EncryptAsync(string text) => EncryptAsync(new Message { Conversation = text });

    /// <summary>A message's ciphertext for a group, and the one that brings the key.</summary>
    internal async Task<(Node Key, Node Message)> EncryptForGroupAsync(Jid group, string text)
    {
        var me = SignalAddress.Of(Lid);
        byte[] distribution = await DoAsync(transaction => transaction.DistributionOfAsync(group, me));
        var key = await EncryptAsync(MessageWriter.SenderKeyCarrier(group, distribution));
        byte[] plaintext = MessageCodec.WritePadded(new Message { Conversation = text }, _random);
        byte[] ciphertext = await DoAsync(transaction => transaction.EncryptForGroupAsync(group, me, plaintext));
        return (key, Enc("skmsg", ciphertext));
    }

    /// <summary>What the client wrote to this device: its copy among the participants, or the bare one.</summary>
    internal async Task<DecodedMessage> DecryptAsync(Node stanza)
    {
        var copy = stanza.Child("participants")?.ChildrenTagged("to").FirstOrDefault(to => to.Jid("jid") == Number || to.Jid("jid") == Lid);
        var enc = (copy ?? stanza).Child("enc").ShouldNotBeNull($"nothing for {Number} in {stanza}");
        var kind = enc["type"] == "pkmsg" ? CiphertextKind.PreKeyMessage : CiphertextKind.Message;
        byte[] plaintext = await DoAsync(transaction => transaction.DecryptAsync(Client, kind, enc.Bytes));
        return MessageReader.ReadPadded(plaintext, isFromOwnAccount: Lid.User == Tests.Client.ClientWorld.Lid.User);
    }

    /// <summary>What the client wrote to a group.</summary>
    internal async Task<DecodedMessage> DecryptFromGroupAsync(Node stanza)
    {
        var group = stanza.Jid("to")!;
        if (stanza.Child("participants")?.ChildrenTagged("to").Any(to => to.Jid("jid") == Lid || to.Jid("jid") == Number) == true)
        {
            var key = (await DecryptAsync(stanza)).Distribution.ShouldNotBeNull();
            await DoAsync(transaction => transaction.ProcessDistributionAsync(
                group, Client, key.AxolotlSenderKeyDistributionMessage.Memory));
        }

        byte[] plaintext = await DoAsync(transaction => transaction.DecryptFromGroupAsync(group, Client, stanza.Child("enc")!.Bytes));
        return MessageReader.ReadPadded(plaintext, isFromOwnAccount: false);
    }

    /// <summary>Takes the keys out of a retry receipt and begins a session with them.</summary>
    internal Task TakeKeysAsync(Node receipt) =>
        MeetAsync(WhatsApp.Directory.BundleReader.Read(receipt.Child("keys")!, receipt.Child("registration")).ShouldNotBeNull());

    private static Node Enc(string type, byte[] bytes, params (string Key, string Value)[] attributes) =>
        new("enc", [("v", "2"), ("type", type), .. attributes.Select(attribute => (NodeAttribute)attribute)], bytes);

    private Task<bool> DoAsync(Func<SignalTransaction, Task> work) => DoAsync(async transaction =>
    {
        await work(transaction);
        return true;
    });

    private async Task<T> DoAsync<T>(Func<SignalTransaction, Task<T>> work)
    {
        var transaction = _signal.Begin(Credentials);
        var result = await work(transaction);
        await _store.CommitAsync(transaction.ToDelta(), _epoch, default);
        transaction.Commit();
        return result;
    }
}
