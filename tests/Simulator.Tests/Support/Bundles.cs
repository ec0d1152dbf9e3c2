using System.Buffers.Binary;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Simulator.Tests;

/// <summary>Reads prekey bundles as clients get them.</summary>
internal static class Bundles
{
    public static PreKeyBundle Read(Node user)
    {
        var signed = user.Child("skey").ShouldNotBeNull();
        var oneTime = user.Child("key");
        return new PreKeyBundle(
            BinaryPrimitives.ReadUInt32BigEndian(user.Child("registration")!.Bytes.Span),
            PublicKey.FromRaw(user.Child("identity")!.Bytes.Span),
            PrekeyId.Read(signed.Child("id")!.Bytes.Span),
            PublicKey.FromRaw(signed.Child("value")!.Bytes.Span),
            signed.Child("signature")!.Bytes,
            oneTime is null ? null : PrekeyId.Read(oneTime.Child("id")!.Bytes.Span),
            oneTime is null ? null : PublicKey.FromRaw(oneTime.Child("value")!.Bytes.Span));
    }
}
