using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Messages;

/// <summary>A device's Signal state over a store in memory, without a connection. Each operation ends with its commit.</summary>
internal sealed class SignalDevice
{
    // 60 bytes, as in the figures of others.
    private static readonly Message Text = new() { Conversation = "Shall we meet at noon, by the old bridge, as we said before?" };

    private readonly InMemoryStore _store = new();
    private readonly SignalState _state;
    private readonly Credentials _credentials = Credentials.Generate(SystemRandomSource.Instance, DateTimeOffset.UnixEpoch);
    private readonly long _epoch;

    public SignalDevice(string lid)
    {
        Address = SignalAddress.Of(Jid.Parse($"{lid}@lid"));
        _state = new SignalState(_store, SystemRandomSource.Instance);
        _epoch = _store.TakeOver();
    }

    public SignalAddress Address { get; }

    /// <summary>Two devices that have answered each other: what they encrypt from here on are no prekey messages.</summary>
    public static async Task<(SignalDevice, SignalDevice)> MeetAsync()
    {
        var (one, other) = (new SignalDevice("100000000000001"), new SignalDevice("100000000000002"));
        await other.AddPreKeysAsync(1, 1);
        await one.StartAsync(other.Address, await other.BundleAsync(1));
        await other.DecryptAsync(one.Address, await one.EncryptAsync(other.Address));
        await one.DecryptAsync(other.Address, await other.EncryptAsync(one.Address));
        return (one, other);
    }

    /// <summary>Makes one-time prekeys.</summary>
    public async Task AddPreKeysAsync(uint first, int count) => await CommitAsync(new StoreDelta
    {
        AddedPreKeys = [.. Enumerable.Range((int)first, count).Select(NewPreKey)],
    });

    /// <summary>What the server would give out of it.</summary>
    public async Task<PreKeyBundle> BundleAsync(uint preKey)
    {
        var signed = _credentials.SignedPreKey;
        var oneTime = await _store.LoadPreKeysAsync(preKey, 1, CancellationToken.None);
        return new PreKeyBundle(
            _credentials.RegistrationId, _credentials.IdentityKey.PublicKey, signed.Id, signed.Key.PublicKey, signed.Signature, preKey,
            oneTime[0].Key.PublicKey);
    }

    public Task StartAsync(SignalAddress with, PreKeyBundle bundle) => DoAsync(async transaction =>
    {
        await transaction.StartSessionAsync(with, bundle);
        return true;
    });

    /// <summary>Encrypts the text, padded anew.</summary>
    public Task<SignalCiphertext> EncryptAsync(SignalAddress to) =>
        DoAsync(transaction => transaction.EncryptAsync(to, MessageCodec.WritePadded(Text, SystemRandomSource.Instance)));

    /// <summary>Decrypts, and reads what is said.</summary>
    public Task DecryptAsync(SignalAddress from, SignalCiphertext message) => DecryptAsync(from, new[] { message });

    /// <summary>Decrypts several that share one commit, and reads what is said.</summary>
    public async Task DecryptAsync(SignalAddress from, ReadOnlyMemory<SignalCiphertext> messages)
    {
        var transaction = _state.Begin(_credentials);
        for (var index = 0; index < messages.Length; index++)
            Read(await transaction.DecryptAsync(from, messages.Span[index].Kind, messages.Span[index].Bytes));
        await CommitAsync(transaction.ToDelta());
        transaction.Commit();
    }

    public Task<byte[]> EncryptForGroupAsync(Jid group) => DoAsync(transaction =>
        transaction.EncryptForGroupAsync(group, Address, MessageCodec.WritePadded(Text, SystemRandomSource.Instance)));

    public Task<byte[]> DistributionAsync(Jid group) => DoAsync(transaction => transaction.DistributionOfAsync(group, Address));

    public Task JoinAsync(Jid group, SignalAddress sender, byte[] distribution) => DoAsync(async transaction =>
    {
        await transaction.ProcessDistributionAsync(group, sender, distribution);
        return true;
    });

    /// <summary>Decrypts, and reads what is said.</summary>
    public async Task DecryptFromGroupAsync(Jid group, SignalAddress sender, byte[] message) =>
        Read(await DoAsync(transaction => transaction.DecryptFromGroupAsync(group, sender, message)));

    private static PreKey NewPreKey(int id) => new((uint)id, KeyPair.Generate(SystemRandomSource.Instance));

    private static void Read(byte[] plaintext)
    {
        if (MessageReader.ReadPadded(plaintext, isFromOwnAccount: false).Content is not TextContent { Text.Length: 60 })
            throw new InvalidOperationException("What was decrypted isn't what was encrypted.");
    }

    private async Task<T> DoAsync<T>(Func<SignalTransaction, Task<T>> operation)
    {
        var transaction = _state.Begin(_credentials);
        var result = await operation(transaction);
        await CommitAsync(transaction.ToDelta());
        transaction.Commit();
        return result;
    }

    private ValueTask CommitAsync(StoreDelta delta) => _store.CommitAsync(delta, _epoch, CancellationToken.None);
}
