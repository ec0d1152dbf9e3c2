using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>A device with its store: each operation is a transaction of its own that is stored.</summary>
internal sealed class SignalPeer
{
    private readonly SeededRandomSource _random;
    private readonly long _epoch;
    private uint _nextPreKeyId = 1;

    internal SignalPeer(string name, ulong seed)
    {
        Address = new SignalAddress(name, 0);
        _random = new SeededRandomSource(seed);
        _epoch = Store.TakeOver();
        Credentials = Credentials.Generate(_random, DateTimeOffset.UnixEpoch);
        State = new SignalState(Store, _random);
    }

    internal SignalAddress Address { get; }

    internal InMemoryStore Store { get; } = new();

    internal Credentials Credentials { get; set; }

    internal SignalState State { get; private set; }

    /// <summary>What the last transaction changed.</summary>
    internal StoreDelta LastDelta { get; private set; } = new();

    /// <summary>The process ends and another begins: only what was stored is left.</summary>
    internal void Restart() => State = new SignalState(Store, _random);

    /// <summary>The device is set up anew, under the same address.</summary>
    internal SignalPeer SetUpAnew(ulong seed) => new(Address.Name, seed);

    internal async Task<PreKeyBundle> BundleAsync(bool withPreKey = true)
    {
        var signed = Credentials.SignedPreKey;
        var bundle = new PreKeyBundle(
            Credentials.RegistrationId, Credentials.IdentityKey.PublicKey, signed.Id, signed.Key.PublicKey, signed.Signature, null, null);
        if (!withPreKey)
            return bundle;
        var preKey = new PreKey(_nextPreKeyId++, KeyPair.Generate(_random));
        await StoreAsync(new StoreDelta { AddedPreKeys = [preKey] });
        return bundle with { PreKeyId = preKey.Id, PreKey = preKey.Key.PublicKey };
    }

    internal async Task StartAsync(SignalPeer other, bool withPreKey = true)
    {
        var bundle = await other.BundleAsync(withPreKey);
        await DoAsync(transaction => transaction.StartSessionAsync(other.Address, bundle));
    }

    internal Task<SignalCiphertext> EncryptAsync(SignalPeer to, byte[] plaintext) =>
        DoAsync(transaction => transaction.EncryptAsync(to.Address, plaintext));

    internal Task<byte[]> DecryptAsync(SignalPeer from, SignalCiphertext message) =>
        DoAsync(transaction => transaction.DecryptAsync(from.Address, message.Kind, message.Bytes));

    internal Task DoAsync(Func<SignalTransaction, Task> operation) => DoAsync(async transaction =>
    {
        await operation(transaction);
        return true;
    });

    internal async Task<T> DoAsync<T>(Func<SignalTransaction, Task<T>> operation)
    {
        var transaction = State.Begin(Credentials);
        try
        {
            return await operation(transaction);
        }
        finally
        {
            LastDelta = transaction.ToDelta();
            await StoreAsync(LastDelta);
            transaction.Commit();
        }
    }

    internal ValueTask StoreAsync(StoreDelta delta) => Store.CommitAsync(delta, _epoch, CancellationToken.None);
}
