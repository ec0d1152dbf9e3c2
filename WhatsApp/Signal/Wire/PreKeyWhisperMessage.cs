using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>
/// A message together with what its receiver needs to make the session. On the wire: <c>33 || { 1: prekey id, if there was one,
/// 2: base key (33), 3: identity key (33), 4: the message, whole, 5: registration id, 6: signed prekey id }</c>.
/// </summary>
internal sealed class PreKeyWhisperMessage
{
    private PreKeyWhisperMessage(ReadOnlyMemory<byte> bytes)
    {
        PublicKey? baseKey = null;
        PublicKey? identity = null;
        var reader = new ProtoReader(SignalVersion.Body(bytes.Span, trailer: 0));
        while (reader.Next(out uint field))
        {
            switch (field)
            {
                case 1:
                    PreKeyId = reader.UInt32();
                    break;
                case 2:
                    baseKey = reader.PublicKey();
                    break;
                case 3:
                    identity = reader.PublicKey();
                    break;
                case 4:
                    int length = reader.Bytes().Length;
                    Message = bytes.Slice(bytes.Length - reader.Left - length, length);
                    break;
                case 5:
                    RegistrationId = reader.UInt32();
                    break;
                case 6:
                    SignedPreKeyId = reader.UInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (baseKey is null || identity is null || Message.IsEmpty)
            throw new MalformedSignalMessageException("A prekey message lacks its base key, its identity key or its message.");
        BaseKey = baseKey.Value;
        Identity = identity.Value;
    }

    internal uint? PreKeyId { get; }

    internal PublicKey BaseKey { get; }

    internal PublicKey Identity { get; }

    internal ReadOnlyMemory<byte> Message { get; }

    internal uint RegistrationId { get; }

    internal uint SignedPreKeyId { get; }

    /// <exception cref="SignalException">It isn't formed as one.</exception>
    internal static PreKeyWhisperMessage Parse(ReadOnlyMemory<byte> bytes) => new(bytes);

    internal static int LengthOf(int messageLength, uint? preKeyId, uint registrationId, uint signedPreKeyId) =>
        1
        + (preKeyId is { } id ? ProtoWriter.NumberLength(id) : 0)
        + 2 * ProtoWriter.BytesLength(PublicKey.TypedLength)
        + ProtoWriter.BytesLength(messageLength)
        + ProtoWriter.NumberLength(registrationId)
        + ProtoWriter.NumberLength(signedPreKeyId);

    /// <summary>Writes all but the message itself into a buffer of <see cref="LengthOf"/> bytes; returns where that goes.</summary>
    internal static Span<byte> Write(
        Span<byte> destination,
        int messageLength,
        uint? preKeyId,
        scoped in PublicKey baseKey,
        scoped in PublicKey identity,
        uint registrationId,
        uint signedPreKeyId)
    {
        var writer = new ProtoWriter(destination);
        writer.Byte(SignalVersion.Byte);
        if (preKeyId is { } id)
            writer.UInt32(1, id);
        writer.PublicKey(2, baseKey);
        writer.PublicKey(3, identity);
        var message = writer.Bytes(4, messageLength);
        writer.UInt32(5, registrationId);
        writer.UInt32(6, signedPreKeyId);
        return message;
    }
}
