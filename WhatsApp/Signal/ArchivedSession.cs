using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Signal.Records;

namespace Wasilo.WhatsApp.Signal;

/// <summary>An earlier session with a device. It stays as it is stored until a message comes that may be its own.</summary>
internal sealed class ArchivedSession
{
    private ArchivedSession(PublicKey baseKey, ReadOnlyMemory<byte> encoded)
    {
        BaseKey = baseKey;
        Encoded = encoded;
    }

    internal PublicKey BaseKey { get; }

    internal ReadOnlyMemory<byte> Encoded { get; }

    internal static ArchivedSession Of(Session session) => new(session.BaseKey, SessionCodec.Encode(session));

    /// <summary>Copies a stored one: the buffer is the store's.</summary>
    internal static ArchivedSession Read(ReadOnlyMemory<byte> stored)
    {
        var session = SessionCodec.Decode(stored); // a corrupt one must show now, not with some later message
        return new ArchivedSession(session.BaseKey, stored.ToArray());
    }

    internal Session Open() => SessionCodec.Decode(Encoded);
}
