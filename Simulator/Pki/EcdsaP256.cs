using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Pki;

/// <summary>A P-256 key whose signatures follow from it and the message alone: a seed always gives the same certificate.</summary>
/// <remarks>
/// The base library's ECDSA draws a fresh nonce for each signature. As with RFC 6979 the nonce here is a hash of key and message. Its
/// arithmetic isn't constant-time: it signs one certificate at the start, with a key that is good for tests only.
/// </remarks>
internal sealed class EcdsaP256 : X509SignatureGenerator, IDisposable
{
    // The order of the group: SEC 2, section 2.4.2.
    private static readonly BigInteger Order =
        Read(Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));

    private readonly BigInteger _private;
    private readonly X509SignatureGenerator _library;

    public EcdsaP256(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[32];
        random.Fill(bytes);
        _private = ToScalar(bytes);
        Key = Import(_private);
        _library = CreateForECDsa(Key);
    }

    public ECDsa Key { get; }

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        _library.GetSignatureAlgorithmIdentifier(hashAlgorithm);

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        if (hashAlgorithm != HashAlgorithmName.SHA256)
            throw new NotSupportedException($"P-256 signs with SHA-256 here, not with {hashAlgorithm}.");
        var nonce = ToScalar(SHA256.HashData([.. Write(_private), .. data]));
        using var point = Import(nonce);
        var r = Read(point.ExportParameters(includePrivateParameters: false).Q.X!) % Order;
        var inverse = BigInteger.ModPow(nonce, Order - 2, Order);
        var s = inverse * (Read(SHA256.HashData(data)) + (r * _private)) % Order;
        var signature = new AsnWriter(AsnEncodingRules.DER);
        using (signature.PushSequence())
        {
            signature.WriteInteger(r);
            signature.WriteInteger(s);
        }

        return signature.Encode();
    }

    public void Dispose() => Key.Dispose();

    protected override System.Security.Cryptography.X509Certificates.PublicKey BuildPublicKey() => _library.PublicKey;

    private static ECDsa Import(BigInteger scalar) =>
        ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Write(scalar) });

    private static BigInteger ToScalar(ReadOnlySpan<byte> bytes) => (Read(bytes) % (Order - 1)) + 1;

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Write(BigInteger scalar)
    {
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
