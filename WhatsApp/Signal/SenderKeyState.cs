using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Signal;

/// <summary>One sender key: a chain, and the key that signs its messages. It never changes; each message makes another.</summary>
/// <param name="Id">Its number, chosen by the sender.</param>
/// <param name="SigningKey">What its messages are signed with.</param>
/// <param name="SigningPair">The whole pair if the key is our own.</param>
/// <param name="Chain">Where it is.</param>
internal sealed record SenderKeyState(uint Id, PublicKey SigningKey, KeyPair? SigningPair, MessageChain Chain)
{
    private const uint HighestId = 0x7FFFFFFF; // as libsignal has it

    internal static SenderKeyState Generate(IRandomSource random)
    {
        Span<byte> id = stackalloc byte[sizeof(uint)];
        random.Fill(id);
        Key32 chainKey = default;
        random.Fill(chainKey);
        var signing = KeyPair.Generate(random);
        return new SenderKeyState(BitConverter.ToUInt32(id) & HighestId, signing.PublicKey, signing, new MessageChain(chainKey));
    }

    /// <summary>Nothing of a sender key is for logs.</summary>
    public override string ToString() => nameof(SenderKeyState);
}
