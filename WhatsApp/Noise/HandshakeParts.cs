using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Noise;

/// <summary>What both roles need to read the other's messages.</summary>
internal static class HandshakeParts
{
    internal static HandshakeMessage Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return HandshakeMessage.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new HandshakeMessageException("The other side's handshake message isn't one: is this a WhatsApp endpoint?", e);
        }
    }

    /// <summary>A part that must be there.</summary>
    internal static T Require<T>(T? part, string name)
        where T : class =>
        part ?? throw new HandshakeMessageException($"The handshake message has no {name}.");

    /// <summary>Keys on this layer are 32 bytes without a type.</summary>
    internal static PublicKey ReadKey(ReadOnlySpan<byte> bytes, string name) => bytes.Length == PublicKey.Length
        ? PublicKey.FromRaw(bytes)
        : throw new HandshakeMessageException($"The {name} in the handshake has {bytes.Length} bytes, not {PublicKey.Length}.");
}
