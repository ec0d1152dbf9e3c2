using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

internal sealed partial record Session
{
    /// <summary>Whether the session has seen a ratchet key, so that no other session can read its messages.</summary>
    internal bool Knows(in PublicKey ratchetKey) => IndexOf(ratchetKey) >= 0;

    /// <summary>Decrypts, and returns the session as it is afterwards; null, with the reason, if it can't.</summary>
    /// <param name="message">What came.</param>
    /// <param name="me">This device.</param>
    /// <param name="ratchetJump">How far into the chain of an unknown ratchet key the message may be.</param>
    /// <param name="plaintext">What it says.</param>
    /// <param name="failure">Why it can't be decrypted.</param>
    internal Session? Decrypt(
        in WhisperMessage message, in LocalDevice me, uint ratchetJump, out byte[] plaintext, out SignalException? failure)
    {
        int known = IndexOf(message.RatchetKey);
        if (known < 0)
            return Turn(message, me, ratchetJump, out plaintext, out failure);
        var chain = Open(Receiving[known].Chain, message, me, SignalLimits.Jump, out plaintext, out failure);
        return chain is null
            ? null
            : this with { Receiving = Receiving.SetItem(known, new ReceivingChain(message.RatchetKey, chain)), Pending = null };
    }

    private Session? Turn(
        in WhisperMessage message, in LocalDevice me, uint jumpLimit, out byte[] plaintext, out SignalException? failure)
    {
        var theirs = message.RatchetKey;
        Key32 root, chainKey;
        try
        {
            Step(Root, Ratchet, theirs, out root, out chainKey);
        }
        catch (SignalKeyException e)
        {
            (plaintext, failure) = ([], e);
            return null;
        }

        var chain = Open(new MessageChain(chainKey), message, me, jumpLimit, out plaintext, out failure);
        if (chain is null)
            return null;
        var ratchet = KeyPair.Generate(me.Random);
        Step(root, ratchet, theirs, out var nextRoot, out var sendingKey);
        var kept = Receiving.Length < SignalLimits.ReceivingChains ? Receiving : Receiving.RemoveAt(0);
        return this with
        {
            Root = nextRoot,
            Ratchet = ratchet,
            PreviousCounter = Math.Max(Sending.Next, 1) - 1,
            Sending = new MessageChain(sendingKey),
            Receiving = kept.Add(new ReceivingChain(theirs, chain)),
            Pending = null,
        };
    }

    private MessageChain? Open(
        MessageChain chain,
        in WhisperMessage message,
        in LocalDevice me,
        uint jumpLimit,
        out byte[] plaintext,
        out SignalException? failure)
    {
        plaintext = [];
        Span<byte> seed = stackalloc byte[Key32.Length];
        var after = chain.Take(message.Counter, jumpLimit, SignalLimits.SkippedKeys, seed, out failure);
        if (after is not null)
            failure = message.Open(seed, RemoteIdentity, me.Identity.PublicKey, out plaintext);
        CryptographicOperations.ZeroMemory(seed);
        return failure is null ? after : null;
    }

    private int IndexOf(in PublicKey ratchetKey)
    {
        for (int i = Receiving.Length - 1; i >= 0; i--)
        {
            if (Receiving[i].RatchetKey == ratchetKey)
                return i;
        }

        return -1;
    }
}
