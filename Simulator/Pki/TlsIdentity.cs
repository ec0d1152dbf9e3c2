using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wasilo.Simulator.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Pki;

/// <summary>The certificate that clients see who connect by <c>wss://</c>, with its key.</summary>
internal sealed class TlsIdentity : IDisposable
{
    // Fixed, for the same seed must give the same certificate on any day.
    private static readonly DateTimeOffset NotBefore = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = NotBefore.AddYears(100);

    private TlsIdentity(X509Certificate2 certificate) => Certificate = certificate;

    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a certificate that is signed by itself, for localhost and the address that the server listens on.</summary>
    public static TlsIdentity Create(IRandomSource random, IPAddress address)
    {
        using var key = new EcdsaP256(random);
        var name = new X500DistinguishedName("CN=Wasilo Simulator");
        var request = new CertificateRequest(name, key.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var one in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, address }.Distinct())
            names.AddIpAddress(one);
        request.CertificateExtensions.Add(names.Build());

        Span<byte> serial = stackalloc byte[16];
        random.Fill(serial);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40); // positive, and without a leading zero (RFC 5280, 4.1.2.2)
        using var certificate = request.Create(name, key, NotBefore, NotAfter, serial);
        using var both = certificate.CopyWithPrivateKey(key.Key);
        return new TlsIdentity(Reload(both));
    }

    /// <summary>Reads a PEM file that holds a certificate and its key.</summary>
    /// <exception cref="InvalidSettingsException">It can't be read, or one of the two is missing.</exception>
    public static TlsIdentity Load(string path)
    {
        try
        {
            using var both = X509Certificate2.CreateFromPemFile(path);
            return new TlsIdentity(Reload(both));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException(
                $"{nameof(SimulatorOptions.TlsCertificate)}: '{path}' isn't a PEM file with certificate and unencrypted key: {e.Message}",
                e);
        }
    }

    public void Dispose() => Certificate.Dispose();

    // Windows' TLS takes no certificate whose key has never been in a store or file.
    private static X509Certificate2 Reload(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
