using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Tests;

/// <summary>A linked device that really encrypts and decrypts, step by step as a test tells it to.</summary>
internal sealed class Talker : IAsyncDisposable
{
    private readonly InMemoryStore _store = new();
    private readonly SignalState _state;
    private readonly Credentials _credentials;
    private readonly long _epoch;

    private Talker(Companion companion, Chatter chatter)
    {
        _credentials = companion.Credentials;
        _epoch = _store.TakeOver();
        _state = new SignalState(_store, SystemRandomSource.Instance);
        Chatter = chatter;
    }

    public Chatter Chatter { get; }

    public Device Device => Chatter.Device;

    public static async Task<Talker> JoinAsync(SimulatorServer server, Phone phone)
    {
        var companion = server.LinkCompanion(phone);
        var keys = new TestDevice { Noise = companion.Credentials.NoiseKey };
        var talker = new Talker(companion, await Chatter.ReturnAsync(server, companion.Device, keys));
        await talker._store.CommitAsync(new StoreDelta { AddedPreKeys = companion.PreKeys }, talker._epoch, default);
        return talker;
    }

    /// <summary>The next message, decrypted; it is acknowledged with a receipt.</summary>
    public async Task<DecodedMessage> ReadAsync()
    {
        var stanza = await Chatter.NextAsync("message");
        var decoded = await DecryptAsync(stanza);
        await Chatter.SendAsync(Say.Receipt(stanza, stanza["category"] == "peer" ? "peer_msg" : null));
        return decoded[^1];
    }

    /// <summary>What a message's ciphertexts say, in their order.</summary>
    public async Task<IReadOnlyList<DecodedMessage>> DecryptAsync(Node stanza)
    {
        var sender = stanza.Jid("participant") ?? stanza.Jid("from")!;
        var address = SignalAddress.Of(LidOf(stanza, sender));
        var decoded = new List<DecodedMessage>();
        foreach (var enc in stanza.ChildrenTagged("enc"))
        {
            var plaintext = await DoAsync(transaction => enc["type"] switch
            {
                "skmsg" => transaction.DecryptFromGroupAsync(stanza.Jid("from")!, address, enc.Bytes),
                "pkmsg" => transaction.DecryptAsync(address, CiphertextKind.PreKeyMessage, enc.Bytes),
                _ => transaction.DecryptAsync(address, CiphertextKind.Message, enc.Bytes),
            });
            var message = MessageReader.ReadPadded(plaintext, sender.User == Device.Jid.User || sender.User == Device.Lid.User);
            decoded.Add(message);
            if (message.Distribution is { } distribution)
            {
                await DoAsync(async transaction =>
                {
                    await transaction.ProcessDistributionAsync(
                        Jid.Parse(distribution.GroupId), address, distribution.AxolotlSenderKeyDistributionMessage.Memory);
                    return true;
                });
            }
        }

        return decoded;
    }

    /// <summary>Encrypts a message for a phone, with keys that it asks the server for if need be.</summary>
    public async Task<Node> EncryptAsync(Phone to, Message message)
    {
        var address = SignalAddress.Of(to.Lid);
        if (!await DoAsync(transaction => transaction.HasSessionAsync(address)))
        {
            var answer = await Chatter.Client.AskAsync("get", "encrypt", new Node("key", default, new Node("user", [("jid", to.Lid)])));
            var bundle = Bundles.Read(answer.Child("list")!.Children[0]);
            await DoAsync(async transaction =>
            {
                await transaction.StartSessionAsync(address, bundle);
                return true;
            });
        }

        var ciphertext = await DoAsync(transaction =>
            transaction.EncryptAsync(address, MessageCodec.WritePadded(message, SystemRandomSource.Instance)));
        return new Node(
            "enc", [("v", "2"), ("type", ciphertext.Kind == CiphertextKind.PreKeyMessage ? "pkmsg" : "msg")], ciphertext.Bytes);
    }

    /// <summary>A direct message to a phone alone.</summary>
    public async Task<Node> WriteAsync(string id, Phone to, Message message) => new(
        "message",
        [("id", id), ("to", to.Jid), ("type", "text")],
        NodeContent.Of(new Node("participants", default, new Node("to", [("jid", to.Jid)], await EncryptAsync(to, message))), Identity));

    /// <summary>A message to the own phone.</summary>
    public async Task<Node> WritePeerAsync(string id, Message message) => new(
        "message",
        [("id", id), ("to", Device.Phone.Jid), ("type", "text"), ("category", "peer")],
        NodeContent.Of(await EncryptAsync(Device.Phone, message), Identity));

    public ValueTask DisposeAsync() => Chatter.DisposeAsync();

    private Node Identity => new("device-identity", content: _credentials.Account.ToArray());

    private static Jid LidOf(Node stanza, Jid sender) => sender.Kind == JidKind.Lid
        ? sender
        : (stanza.Jid("sender_lid") ?? stanza.Jid("participant_lid") ?? sender).WithDevice(sender.Device);

    private async Task<T> DoAsync<T>(Func<SignalTransaction, Task<T>> operation)
    {
        var transaction = _state.Begin(_credentials);
        var result = await operation(transaction);
        await _store.CommitAsync(transaction.ToDelta(), _epoch, default);
        transaction.Commit();
        return result;
    }
}
