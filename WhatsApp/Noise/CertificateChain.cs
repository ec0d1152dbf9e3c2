using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Details = Wasilo.WhatsApp.Proto.CertChain.Types.NoiseCertificate.Types.Details;

namespace Wasilo.WhatsApp.Noise;

/// <summary>
/// Decides whether a server is who it should be: root signs intermediate, intermediate signs leaf, leaf names the server's key.
/// </summary>
/// <remarks>Nothing of a certificate is read before its signature is verified.</remarks>
internal static class CertificateChain
{
    internal const uint RootSerial = 0;

    private static readonly KnownSignatures Signatures = new();

    /// <summary>The key that WhatsApp's own chains end in; its clients call it "WhatsAppLongTerm1".</summary>
    internal static PublicKey WhatsAppRoot { get; } =
        PublicKey.FromRaw(Convert.FromHexString("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b"));

    /// <summary>Returns if all checks pass.</summary>
    /// <exception cref="CertificateChainException">One doesn't: each has its own type.</exception>
    internal static void Verify(ReadOnlySpan<byte> encodedChain, PublicKey serverKey, PublicKey trustedRoot, DateTimeOffset now)
    {
        var chain = Parse(CertChain.Parser, encodedChain, "certificate chain");
        CheckForm(chain.Intermediate, "intermediate");
        CheckForm(chain.Leaf, "leaf");

        if (!IsSignedBy(trustedRoot, chain.Intermediate))
            throw new IntermediateSignatureException();
        var intermediate = Parse(Details.Parser, chain.Intermediate.Details.Span, "intermediate certificate");
        if (intermediate.IssuerSerial != RootSerial)
            throw new IntermediateIssuerException($"The intermediate's issuer is {intermediate.IssuerSerial}, not the root ({RootSerial}).");
        if (intermediate.Key.Length != PublicKey.Length)
            throw new IntermediateIssuerException($"The intermediate's key has {intermediate.Key.Length} bytes, not {PublicKey.Length}.");

        if (!IsSignedBy(PublicKey.FromRaw(intermediate.Key.Span), chain.Leaf))
            throw new LeafSignatureException();
        var leaf = Parse(Details.Parser, chain.Leaf.Details.Span, "leaf certificate");
        if (leaf.IssuerSerial != intermediate.Serial)
            throw new LeafIssuerException(leaf.IssuerSerial, intermediate.Serial);
        if (!CryptographicOperations.FixedTimeEquals(leaf.Key.Span, serverKey.Bytes))
            throw new ServerKeyMismatchException();

        CheckValidity(intermediate, "intermediate", now);
        CheckValidity(leaf, "leaf", now);
    }

    private static void CheckForm(CertChain.Types.NoiseCertificate? certificate, string name)
    {
        if (certificate is not { HasDetails: true })
            throw new MalformedCertificateException($"The {name} certificate or its details are missing.");
        if (certificate.Signature.Length != XEdDsa.SignatureLength)
        {
            throw new MalformedCertificateException(
                $"The {name} certificate's signature has {certificate.Signature.Length} bytes, not {XEdDsa.SignatureLength}.");
        }
    }

    private static bool IsSignedBy(PublicKey issuer, CertChain.Types.NoiseCertificate certificate) =>
        Signatures.Verify(issuer, certificate.Details.Span, certificate.Signature.Span);

    // Both ends belong to the period. A certificate that names none was valid in 1970, for one second.
    private static void CheckValidity(Details details, string name, DateTimeOffset now)
    {
        ulong seconds = (ulong)Math.Max(0, now.ToUnixTimeSeconds());
        if (seconds < details.NotBefore || seconds > details.NotAfter)
            throw new CertificateValidityException(name, details.NotBefore, details.NotAfter, now);
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> encoded, string name)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MalformedCertificateException($"The {name} can't be read.", e);
        }
    }
}
