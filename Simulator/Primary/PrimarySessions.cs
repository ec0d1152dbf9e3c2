using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Primary;

/// <summary>A phone's Signal sessions, on the engine's own code. Used by the phone's work alone, one thing at a time.</summary>
internal sealed class PrimarySessions
{
    private readonly PrimaryStore _store;
    private readonly SignalState _state;
    private readonly Credentials _credentials;

    public PrimarySessions(ChatServer server, Phone phone)
    {
        _store = new PrimaryStore(phone.Keys);
        _state = new SignalState(_store, server.Random);
        _credentials = new Credentials
        {
            NoiseKey = phone.AccountKey, // phones don't speak Noise here
            IdentityKey = phone.AccountKey,
            SignedPreKey = phone.Keys.Signed,
            RegistrationId = phone.Keys.RegistrationId,
            AdvSecret = ReadOnlyMemory<byte>.Empty,
            Id = phone.Jid,
            Lid = phone.Lid,
        };
    }

    /// <summary>Under which address sessions with a device are kept: always that of its hidden id.</summary>
    public static SignalAddress AddressOf(Party party) => SignalAddress.Of(party.In(lid: true));

    /// <summary>Does something with sessions, and keeps what it has changed if it succeeds.</summary>
    public async Task<T> DoAsync<T>(Func<SignalTransaction, Task<T>> operation)
    {
        var transaction = _state.Begin(_credentials);
        var result = await operation(transaction);
        await _store.CommitAsync(transaction.ToDelta(), epoch: 0, CancellationToken.None);
        transaction.Commit();
        return result;
    }

    /// <summary>Makes sure that there is a session with a device: with the keys that the server has of it, if there is none.</summary>
    public static async Task EnsureSessionAsync(SignalTransaction transaction, Party party)
    {
        var address = AddressOf(party);
        if (!await transaction.HasSessionAsync(address))
            await transaction.StartSessionAsync(address, BundleOf(party));
    }

    /// <summary>Forgets the sessions with an account's devices; new ones are made with the next message.</summary>
    public async Task<bool> ForgetAsync(Phone with)
    {
        var parties = with.DeviceList.Select(device => new Party(with, device)).Append(new Party(with, null));
        foreach (var party in parties)
            await _store.ForgetAsync(AddressOf(party));
        _state.Forget();
        return true;
    }

    /// <summary>A device's keys, as the server hands them out; takes a one-time prekey.</summary>
    public static PreKeyBundle BundleOf(Party party)
    {
        if (party.Device is not { } device)
        {
            var keys = party.Phone.Keys;
            var next = keys.Next();
            return new PreKeyBundle(
                keys.RegistrationId, party.Phone.AccountKey.PublicKey, keys.Signed.Id, keys.Signed.Key.PublicKey, keys.Signed.Signature,
                next.Id, next.Key.PublicKey);
        }

        var signed = device.Prekeys.Signed;
        var oneTime = device.Prekeys.TryTake(out var taken) ? taken : null;
        return new PreKeyBundle(
            device.Keys.RegistrationId, device.Keys.Identity, signed.Id, signed.Key, signed.Signature, oneTime?.Id, oneTime?.Key);
    }

    /// <summary>The keys of a device that came in a receipt: those that it wants to be written to with.</summary>
    public static PreKeyBundle? BundleOf(Node receipt, uint registrationId)
    {
        if (receipt.Child("keys") is not { } keys || keys.Child("skey") is not { } signed)
            return null;
        var oneTime = keys.Child("key");
        return new PreKeyBundle(
            registrationId,
            PublicKey.FromRaw(Bytes(keys, "identity")),
            PrekeyId.Read(Bytes(signed, "id")),
            PublicKey.FromRaw(Bytes(signed, "value")),
            signed.Child("signature")?.Bytes ?? default,
            oneTime is null ? null : PrekeyId.Read(Bytes(oneTime, "id")),
            oneTime is null ? null : PublicKey.FromRaw(Bytes(oneTime, "value")));
    }

    private static ReadOnlySpan<byte> Bytes(Node node, string child) =>
        node.Child(child) is { } found ? found.Bytes.Span : default;
}
