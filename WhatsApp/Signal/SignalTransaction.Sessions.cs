using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

internal sealed partial class SignalTransaction
{
    /// <summary>Whether messages to the device can be encrypted.</summary>
    internal async Task<bool> HasSessionAsync(SignalAddress address) => (await SessionsAsync(address)).Current is not null;

    /// <summary>The current session; null if there is none.</summary>
    internal async Task<SessionInfo?> DescribeAsync(SignalAddress address) => (await SessionsAsync(address)).Current is { } session
        ? new SessionInfo(session.RemoteRegistrationId, session.RemoteIdentity, session.BaseKey, session.Pending is null)
        : null;

    /// <summary>The identity key that the device had last; null if none is known.</summary>
    internal async Task<PublicKey?> IdentityOfAsync(SignalAddress address)
    {
        await SessionsAsync(address);
        lock (_turn)
        {
            if (Sessions(address).Current is { } session)
                return session.RemoteIdentity; // what a current session was made with is the identity that is stored
            if (_identities?.TryGetValue(address, out var learnt) == true)
                return learnt;
        }

        return await state.Store.LoadIdentityAsync(address, CancellationToken.None);
    }

    /// <summary>Makes a session with the keys that the server has of the device; what was the current one is archived.</summary>
    /// <exception cref="SignalException">The bundle's signature is wrong, or a key in it gives no secret.</exception>
    internal async Task StartSessionAsync(SignalAddress address, PreKeyBundle bundle)
    {
        var known = await IdentityOfAsync(address);
        var session = Session.Initiate(bundle, Me);
        lock (_turn)
        {
            Change(address, Sessions(address).With(session));
            Learn(address, known, bundle.Identity);
        }
    }

    /// <summary>Encrypts in the current session.</summary>
    /// <exception cref="NoSessionException">There is none.</exception>
    internal async Task<SignalCiphertext> EncryptAsync(SignalAddress to, ReadOnlyMemory<byte> plaintext)
    {
        await SessionsAsync(to);
        lock (_turn)
        {
            var record = Sessions(to);
            var session = record.Current ?? throw new NoSessionException();
            var after = session.Encrypt(plaintext.Span, Me, out var ciphertext);
            Change(to, record with { Current = after });
            return ciphertext;
        }
    }

    /// <summary>Decrypts, in whichever session the message belongs to; a prekey message may begin one.</summary>
    /// <exception cref="SignalException">It can't be decrypted, and has changed nothing: one type for each reason.</exception>
    internal Task<byte[]> DecryptAsync(SignalAddress from, CiphertextKind kind, ReadOnlyMemory<byte> bytes) =>
        kind == CiphertextKind.PreKeyMessage ? DecryptFirstAsync(from, bytes) : DecryptNextAsync(from, bytes);

    /// <summary>
    /// Ends the current session. Messages that are on their way in it can still be read, and one of them makes it the current one again:
    /// then the other side has it.
    /// </summary>
    internal async Task DropSessionAsync(SignalAddress address)
    {
        await SessionsAsync(address);
        lock (_turn)
        {
            if (Sessions(address) is { Current: not null } record)
                Change(address, record.WithoutCurrent());
        }
    }

    /// <summary>
    /// Moves what is kept of a device to another of its addresses. A session that is there stays the current one: it was made later, with
    /// the address that is used from now on.
    /// </summary>
    internal async Task MoveSessionAsync(SignalAddress from, SignalAddress to)
    {
        if (from == to)
            return;
        var known = await IdentityOfAsync(to);
        var moved = await IdentityOfAsync(from);
        lock (_turn)
        {
            var source = Sessions(from);
            if (source.Current is null && source.Archived.IsEmpty)
                return;
            Change(to, Sessions(to).Merge(source, known));
            Change(from, SessionRecord.Empty);
            if (known is null && moved is { } identity)
                Learn(to, known, identity);
        }
    }

    private async Task<byte[]> DecryptNextAsync(SignalAddress from, ReadOnlyMemory<byte> bytes)
    {
        var identity = (await SessionsAsync(from)).Archived.IsEmpty ? null : await IdentityOfAsync(from);
        lock (_turn)
        {
            var after = Sessions(from).Decrypt(identity, bytes.Span, Me, out byte[] plaintext, out var failure);
            Change(from, after ?? throw failure!);
            return plaintext;
        }
    }

    private async Task<byte[]> DecryptFirstAsync(SignalAddress from, ReadOnlyMemory<byte> bytes)
    {
        var message = PreKeyWhisperMessage.Parse(bytes);
        var known = await IdentityOfAsync(from);
        // The one-time prekey goes with the first message; the others that were sent before our answer still name it.
        var preKey = message.PreKeyId is { } id && !Sessions(from).Has(message.BaseKey) ? await LoadPreKeyAsync(id) : null;
        lock (_turn)
            return Sessions(from).Has(message.BaseKey) ? InKnown(from, known, message) : InNew(from, known, message, preKey);
    }

    private byte[] InKnown(SignalAddress from, PublicKey? identity, PreKeyWhisperMessage message)
    {
        var after = Sessions(from).Decrypt(message, identity, Me, out byte[] plaintext, out var failure);
        Change(from, after ?? throw failure!);
        return plaintext;
    }

    private byte[] InNew(SignalAddress from, PublicKey? known, PreKeyWhisperMessage message, PreKey? preKey)
    {
        if (message.PreKeyId is { } id && (preKey is null || _removedPreKeys?.Contains(id) == true))
            throw new UnknownPreKeyException($"There is no one-time prekey {id}: it is used up, or it never was.");
        var begun = Session.Respond(message, SignedPreKey(message.SignedPreKeyId), preKey?.Key, Me);
        var session = begun.Decrypt(
            WhisperMessage.Parse(message.Message.Span), Me, SignalLimits.Jump, out byte[] plaintext, out var failure);
        Change(from, Sessions(from).With(session ?? throw failure!));
        Learn(from, known, message.Identity);
        if (preKey is not null)
            (_removedPreKeys ??= []).Add(preKey.Id);
        return plaintext;
    }

    private async ValueTask<PreKey?> LoadPreKeyAsync(uint id) =>
        await state.Store.LoadPreKeysAsync(id, 1, CancellationToken.None) is [var preKey] ? preKey : null;

    private KeyPair SignedPreKey(uint id)
    {
        if (credentials.SignedPreKey.Id == id)
            return credentials.SignedPreKey.Key;
        foreach (var earlier in credentials.EarlierSignedPreKeys)
        {
            if (earlier.Id == id)
                return earlier.Key;
        }

        throw new UnknownPreKeyException($"There is no signed prekey {id}: it is too old, or it never was.");
    }

    // Trust on first use, and on every use after it: a device that was set up anew must be able to write at once.
    private void Learn(SignalAddress address, PublicKey? known, PublicKey identity)
    {
        if (known == identity)
            return;
        (_identities ??= [])[address] = identity;
        if (known is { } former)
            (_identityChanges ??= []).Add(new IdentityChange(address, former, identity));
    }
}
