using System.Collections.Immutable;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// One session with one device: the double ratchet. It never changes: each message makes another, which takes its place once it is
/// known to be good and is stored. So a message that turns out forged, or a commit that fails, leaves nothing behind.
/// </summary>
/// <remarks>The receiving chains of earlier ratchet keys stay open, so that messages may come in any order.</remarks>
internal sealed partial record Session
{
    /// <summary>Of whoever began the session; names it.</summary>
    internal required PublicKey BaseKey { get; init; }

    internal required PublicKey RemoteIdentity { get; init; }

    internal required uint RemoteRegistrationId { get; init; }

    internal required Key32 Root { get; init; }

    /// <summary>Our ratchet key.</summary>
    internal required KeyPair Ratchet { get; init; }

    /// <summary>The chain of our ratchet key.</summary>
    internal required MessageChain Sending { get; init; }

    /// <summary>The last counter of the sending chain before; tells libsignal for Node how far that chain went.</summary>
    internal uint PreviousCounter { get; init; }

    /// <summary>Which prekeys the session was begun with, until the other side has answered; then null.</summary>
    internal PendingPreKey? Pending { get; init; }

    /// <summary>The other side's ratchet keys and their chains, the latest last.</summary>
    internal ImmutableArray<ReceivingChain> Receiving { get; init; } = [];

    /// <summary>Nothing of a session is for logs.</summary>
    public override string ToString() => nameof(Session);

    /// <summary>Encrypts, and returns the session as it is afterwards.</summary>
    internal Session Encrypt(ReadOnlySpan<byte> plaintext, in LocalDevice me, out SignalCiphertext ciphertext)
    {
        Span<byte> seed = stackalloc byte[Key32.Length];
        var sending = Sending.Take(seed);
        uint counter = Sending.Next;
        int length = WhisperMessage.LengthOf(plaintext.Length, counter, PreviousCounter);
        byte[] bytes;
        Span<byte> message;
        if (Pending is { } pending)
        {
            bytes = new byte[PreKeyWhisperMessage.LengthOf(length, pending.PreKeyId, me.RegistrationId, pending.SignedPreKeyId)];
            message = PreKeyWhisperMessage.Write(
                bytes, length, pending.PreKeyId, BaseKey, me.Identity.PublicKey, me.RegistrationId, pending.SignedPreKeyId);
        }
        else
        {
            bytes = new byte[length];
            message = bytes;
        }

        WhisperMessage.Write(
            message, seed, plaintext, Ratchet.PublicKey, counter, PreviousCounter, me.Identity.PublicKey, RemoteIdentity);
        CryptographicOperations.ZeroMemory(seed);
        ciphertext = new SignalCiphertext(Pending is null ? CiphertextKind.Message : CiphertextKind.PreKeyMessage, bytes);
        return this with { Sending = sending };
    }

    /// <summary>The other side's ratchet key and its chain.</summary>
    internal readonly record struct ReceivingChain(PublicKey RatchetKey, MessageChain Chain);

    /// <summary>Ids of the prekeys that the session was begun with.</summary>
    internal readonly record struct PendingPreKey(uint? PreKeyId, uint SignedPreKeyId);
}
