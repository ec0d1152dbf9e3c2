using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using NoiseCertificate = Wasilo.WhatsApp.Proto.CertChain.Types.NoiseCertificate;

namespace Wasilo.WhatsApp.Noise;

/// <summary>Issues certificate chains under a root of its own, for a server that isn't WhatsApp's.</summary>
internal sealed class CertificateAuthority
{
    // As WhatsApp numbers its own: the root is 0, and each certificate names its issuer's number.
    private const uint IntermediateSerial = 1;
    private const uint LeafSerial = 2;

    private readonly KeyPair _intermediate;
    private readonly NoiseCertificate _intermediateCertificate;
    private readonly IRandomSource _random;
    private readonly ulong _notBefore;
    private readonly ulong _notAfter;

    /// <param name="root">The key that clients are to trust.</param>
    /// <param name="intermediate">The key that signs servers' keys.</param>
    /// <param name="notBefore">First second of validity of every certificate.</param>
    /// <param name="notAfter">Last second of it.</param>
    /// <param name="random">For the signatures.</param>
    internal CertificateAuthority(
        KeyPair root, KeyPair intermediate, DateTimeOffset notBefore, DateTimeOffset notAfter, IRandomSource random)
    {
        _intermediate = intermediate;
        _random = random;
        _notBefore = checked((ulong)notBefore.ToUnixTimeSeconds());
        _notAfter = checked((ulong)notAfter.ToUnixTimeSeconds());
        Root = root.PublicKey;
        _intermediateCertificate = Sign(root, CertificateChain.RootSerial, IntermediateSerial, intermediate.PublicKey);
    }

    /// <summary>What clients must be told to trust.</summary>
    internal PublicKey Root { get; }

    /// <summary>An encoded chain for a server's key.</summary>
    internal byte[] Issue(PublicKey serverKey) => new CertChain
    {
        Intermediate = _intermediateCertificate,
        Leaf = Sign(_intermediate, IntermediateSerial, LeafSerial, serverKey),
    }.ToByteArray();

    private NoiseCertificate Sign(KeyPair issuer, uint issuerSerial, uint serial, PublicKey key)
    {
        byte[] details = new NoiseCertificate.Types.Details
        {
            Serial = serial,
            IssuerSerial = issuerSerial,
            Key = ByteString.CopyFrom(key.Bytes),
            NotBefore = _notBefore,
            NotAfter = _notAfter,
        }.ToByteArray();
        byte[] signature = new byte[XEdDsa.SignatureLength];
        issuer.Sign(details, _random, signature);
        return new NoiseCertificate { Details = ByteString.CopyFrom(details), Signature = ByteString.CopyFrom(signature) };
    }
}
