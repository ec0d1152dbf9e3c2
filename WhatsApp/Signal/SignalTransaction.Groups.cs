using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

internal sealed partial class SignalTransaction
{
    /// <summary>Encrypts with our sender key of the group; makes one if there is none.</summary>
    internal async Task<byte[]> EncryptForGroupAsync(Jid group, SignalAddress me, ReadOnlyMemory<byte> plaintext)
    {
        var key = new RecordKey(group, me);
        await SenderKeysAsync(key);
        lock (_turn)
        {
            var record = SenderKeys(key).WithOwn(state.Random);
            Change(key, record.Encrypt(plaintext.Span, state.Random, out byte[] message));
            return message;
        }
    }

    /// <summary>Our sender key as it is now, for members who don't hold it: they can read what is encrypted from here on.</summary>
    internal async Task<byte[]> DistributionOfAsync(Jid group, SignalAddress me)
    {
        var key = new RecordKey(group, me);
        await SenderKeysAsync(key);
        lock (_turn)
        {
            var record = SenderKeys(key);
            var own = record.WithOwn(state.Random);
            if (!ReferenceEquals(own, record))
                Change(key, own);
            return own.Distribution();
        }
    }

    /// <summary>Decrypts with the sender's key that the message names.</summary>
    /// <exception cref="SignalException">It can't be decrypted, and has changed nothing: one type for each reason.</exception>
    internal async Task<byte[]> DecryptFromGroupAsync(Jid group, SignalAddress sender, ReadOnlyMemory<byte> bytes)
    {
        var key = new RecordKey(group, sender);
        await SenderKeysAsync(key);
        lock (_turn)
        {
            Change(key, SenderKeys(key).Decrypt(bytes.Span, out byte[] plaintext));
            return plaintext;
        }
    }

    /// <summary>Takes a member's sender key that came in a message between our devices.</summary>
    /// <exception cref="SignalException">It can't be read.</exception>
    internal async Task ProcessDistributionAsync(Jid group, SignalAddress sender, ReadOnlyMemory<byte> distribution)
    {
        var key = new RecordKey(group, sender);
        await SenderKeysAsync(key);
        lock (_turn)
        {
            var record = SenderKeys(key);
            var after = record.With(SenderKeyDistribution.Parse(distribution.Span));
            if (!ReferenceEquals(after, record))
                Change(key, after);
        }
    }

    /// <summary>The devices that hold our current sender key.</summary>
    internal async Task<IReadOnlySet<SignalAddress>> HoldersAsync(Jid group, SignalAddress me)
    {
        var key = new RecordKey(group, me);
        var record = await SenderKeysAsync(key);
        try
        {
            return record.Holders.ToSet();
        }
        catch (CorruptRecordException)
        {
            lock (_turn)
                GiveUp(key);
            return new HashSet<SignalAddress>();
        }
    }

    /// <summary>Notes devices that were sent our current sender key.</summary>
    /// <exception cref="InvalidOperationException">There is no key that they could hold.</exception>
    internal async Task AddHoldersAsync(Jid group, SignalAddress me, IEnumerable<SignalAddress> holders)
    {
        var key = new RecordKey(group, me);
        await SenderKeysAsync(key);
        lock (_turn)
        {
            var record = SenderKeys(key);
            if (record.States.IsEmpty)
                throw new InvalidOperationException("There is no sender key yet that anyone could hold.");
            Change(key, record with { Holders = record.Holders.With(holders) });
        }
    }

    /// <summary>Ends our sender key: the next message makes a new one, which nobody holds.</summary>
    internal Task RotateSenderKeyAsync(Jid group, SignalAddress me)
    {
        lock (_turn)
            Change(new RecordKey(group, me), null);
        return Task.CompletedTask;
    }
}
