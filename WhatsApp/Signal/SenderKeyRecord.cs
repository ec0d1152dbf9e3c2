using System.Collections.Immutable;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

/// <summary>The sender keys of one sender in one group, the latest first; of ourselves, the current one and who holds it.</summary>
internal sealed record SenderKeyRecord(ImmutableArray<SenderKeyState> States, HolderList Holders) : ISignalRecord
{
    internal static readonly SenderKeyRecord Empty = new([], HolderList.Empty);

    /// <summary>The key that we send with; null if it isn't our record, or there is none.</summary>
    private SenderKeyState? Own => States is [{ SigningPair: not null } own, ..] ? own : null;

    public byte[] Encode() => SenderKeyCodec.Encode(this);

    /// <summary>Nothing of a sender key is for logs.</summary>
    public override string ToString() => nameof(SenderKeyRecord);

    /// <summary>The record with a key to send with; itself if it has one.</summary>
    internal SenderKeyRecord WithOwn(IRandomSource random) =>
        Own is null ? new SenderKeyRecord([SenderKeyState.Generate(random)], HolderList.Empty) : this;

    /// <summary>What new members are sent: the key as it is now.</summary>
    internal byte[] Distribution() => SenderKeyDistribution.Write(Own!);

    internal SenderKeyRecord Encrypt(ReadOnlySpan<byte> plaintext, IRandomSource random, out byte[] message)
    {
        var own = Own!;
        Span<byte> seed = stackalloc byte[Key32.Length];
        var chain = own.Chain.Take(seed);
        message = SenderKeyMessage.Seal(own.Id, own.Chain.Next, seed, plaintext, own.SigningPair!, random);
        CryptographicOperations.ZeroMemory(seed);
        return this with { States = [own with { Chain = chain }] };
    }

    /// <exception cref="SignalException">It can't be decrypted.</exception>
    internal SenderKeyRecord Decrypt(ReadOnlySpan<byte> bytes, out byte[] plaintext)
    {
        var message = SenderKeyMessage.Parse(bytes);
        int index = IndexOf(message.KeyId);
        if (index < 0)
            throw new NoSenderKeyException();
        var state = States[index];
        if (!message.IsSignedBy(state.SigningKey))
            throw new SignalSignatureException("A group message isn't signed with its sender's key.");
        Span<byte> seed = stackalloc byte[Key32.Length];
        plaintext = [];
        var chain = state.Chain.Take(message.Iteration, SignalLimits.Jump, SignalLimits.SenderKeyGaps, seed, out var failure);
        if (chain is not null)
            failure = message.Open(seed, out plaintext);
        CryptographicOperations.ZeroMemory(seed);
        return failure is null ? this with { States = States.SetItem(index, state with { Chain = chain! }) } : throw failure;
    }

    /// <summary>Takes a key that its sender has sent. One that is there already stays as it is: it must not go back.</summary>
    internal SenderKeyRecord With(SenderKeyState state)
    {
        if (Own is not null)
            return this; // nobody hands us our own key
        var others = States;
        if (IndexOf(state.Id) is >= 0 and int same)
        {
            if (States[same].SigningKey == state.SigningKey)
                return this;
            others = States.RemoveAt(same); // another key with the same number: its messages could not be told apart
        }

        return this with { States = [state, .. others.Take(SignalLimits.SenderKeys - 1)] };
    }

    private int IndexOf(uint id)
    {
        for (int i = 0; i < States.Length; i++)
        {
            if (States[i].Id == id)
                return i;
        }

        return -1;
    }
}
