using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>
/// What a group's member needs to read another's messages from here on. On the wire:
/// <c>33 || { 1: key id, 2: iteration, 3: chain key (32), 4: signing key (33) }</c>.
/// </summary>
/// <remarks>Always goes inside a message between two devices, which is what makes it genuine.</remarks>
internal static class SenderKeyDistribution
{
    /// <exception cref="SignalException">It isn't formed as one.</exception>
    internal static SenderKeyState Parse(ReadOnlySpan<byte> bytes)
    {
        uint? id = null;
        uint iteration = 0;
        ReadOnlySpan<byte> chainKey = default;
        PublicKey? signingKey = null;
        var reader = new ProtoReader(SignalVersion.Body(bytes, trailer: 0));
        while (reader.Next(out uint field))
        {
            switch (field)
            {
                case 1:
                    id = reader.UInt32();
                    break;
                case 2:
                    iteration = reader.UInt32();
                    break;
                case 3:
                    chainKey = reader.Bytes();
                    break;
                case 4:
                    signingKey = reader.PublicKey();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (id is null || signingKey is null || chainKey.Length != Key32.Length)
            throw new MalformedSignalMessageException("A sender key lacks its id or its signing key, or its chain key isn't one.");
        // What was sent before can't be read with it. That isn't the same as having been read.
        var chain = new MessageChain(Key32.From(chainKey), next: iteration, forgotten: iteration, SkippedSeeds.None);
        return new SenderKeyState(id.Value, signingKey.Value, SigningPair: null, chain);
    }

    internal static byte[] Write(SenderKeyState state)
    {
        byte[] bytes = new byte[
            1 + ProtoWriter.NumberLength(state.Id) + ProtoWriter.NumberLength(state.Chain.Next)
            + ProtoWriter.BytesLength(Key32.Length) + ProtoWriter.BytesLength(PublicKey.TypedLength)];
        var writer = new ProtoWriter(bytes);
        writer.Byte(SignalVersion.Byte);
        writer.UInt32(1, state.Id);
        writer.UInt32(2, state.Chain.Next);
        state.Chain.Key.CopyTo(writer.Bytes(3, Key32.Length));
        writer.PublicKey(4, state.SigningKey);
        return bytes;
    }
}
