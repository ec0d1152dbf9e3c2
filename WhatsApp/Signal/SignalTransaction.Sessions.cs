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
        // What the current session was made with is the identity that is stored.
        if ((await SessionsAsync(address)).Current is null && _identities?.ContainsKey(address) != true)
            return await state.Store.LoadIdentityAsync(address, CancellationToken.None);
        return Sessions(address).Current?.RemoteIdentity ?? _identities![address];
    }

    /// <summary>Makes a session with the keys that the server has of the device; what was the current one is archived.</summary>
    /// <exception cref="SignalException">The bundle's signature is wrong, or a key in it gives no secret.</exception>
    internal async Task StartSessionAsync(SignalAddress address, PreKeyBundle bundle)
    {
        var known = await IdentityOfAsync(address);
        var session = Session.Initiate(bundle, Me);
        Change(address, Sessions(address).With(session));
        Learn(address, known, bundle.Identity);
    }

    /// <summary>Encrypts in the current session.</summary>
    /// <exception cref="NoSessionException">There is none.</exception>
    internal async Task<SignalCiphertext> EncryptAsync(SignalAddress to, ReadOnlyMemory<byte> plaintext)
    {
        var record = await SessionsAsync(to);
        var session = record.Current ?? throw new NoSessionException();
        var after = session.Encrypt(plaintext.Span, Me, out var ciphertext);
        Change(to, record with { Current = after });
        return ciphertext;
    }

    /// <summary>Decrypts, in whichever session the message belongs to; a prekey message may begin one.</summary>
    /// <exception cref="SignalException">It can't be decrypted, and has changed nothing: one type for each reason.</exception>
    internal Task<byte[]> DecryptAsync(SignalAddress from, CiphertextKind kind, ReadOnlyMemory<byte> bytes) =>
        kind == CiphertextKind.PreKeyMessage ? DecryptFirstAsync(from, bytes) : DecryptNextAsync(from, bytes);

    /// <summary>
    /// Ends the current session. Messages that are on their way in it can still be read, and one of them makes it the current one again:
    /// then the other side has it. A record that can't be read is deleted.
    /// </summary>
    internal async Task DropSessionAsync(SignalAddress address)
    {
        try
        {
            var record = await SessionsAsync(address);
            if (record.Current is not null)
                Change(address, record.WithoutCurrent());
        }
        catch (CorruptRecordException)
        {
            Change(address, SessionRecord.Empty);
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
        var source = Sessions(from);
        if (source.Current is null && source.Archived.IsEmpty)
            return;
        Change(to, Sessions(to).Merge(source, known));
        Change(from, SessionRecord.Empty);
        if (known is null && moved is { } identity)
            Learn(to, known, identity);
    }

    private async Task<byte[]> DecryptNextAsync(SignalAddress from, ReadOnlyMemory<byte> bytes)
    {
        var record = await SessionsAsync(from);
        PublicKey? identity = null;
        if (!record.Archived.IsEmpty)
        {
            identity = await IdentityOfAsync(from);
            record = Sessions(from);
        }

        var after = record.Decrypt(identity, bytes.Span, Me, out byte[] plaintext, out var failure);
        Change(from, after ?? throw failure!);
        return plaintext;
    }

    private async Task<byte[]> DecryptFirstAsync(SignalAddress from, ReadOnlyMemory<byte> bytes)
    {
        var message = PreKeyWhisperMessage.Parse(bytes);
        var known = await IdentityOfAsync(from);
        if (Sessions(from).Has(message.BaseKey))
            return DecryptInKnown(from, known, message);

        // The first of its session, as far as we know: the others that were sent before our answer carry the same keys.
        var preKey = message.PreKeyId is { } id ? await PreKeyAsync(id) : null;
        if (Sessions(from).Has(message.BaseKey))
            return DecryptInKnown(from, known, message);
        var begun = Session.Respond(message, SignedPreKey(message.SignedPreKeyId), preKey, Me);
        var session = begun.Decrypt(
            WhisperMessage.Parse(message.Message.Span), Me, SignalLimits.Jump, out byte[] plaintext, out var failure);
        Change(from, Sessions(from).With(session ?? throw failure!));
        Learn(from, known, message.Identity);
        if (message.PreKeyId is { } used)
            (_removedPreKeys ??= []).Add(used);
        return plaintext;
    }

    private byte[] DecryptInKnown(SignalAddress from, PublicKey? identity, PreKeyWhisperMessage message)
    {
        var after = Sessions(from).Decrypt(message, identity, Me, out byte[] plaintext, out var failure);
        Change(from, after ?? throw failure!);
        return plaintext;
    }

    private async Task<KeyPair> PreKeyAsync(uint id)
    {
        var stored = await state.Store.LoadPreKeysAsync(id, 1, CancellationToken.None);
        ThrowIfOver();
        return stored is [var preKey] && _removedPreKeys?.Contains(id) != true
            ? preKey.Key
            : throw new UnknownPreKeyException($"There is no one-time prekey {id}: it is used up, or it never was.");
    }

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
