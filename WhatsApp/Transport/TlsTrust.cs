using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wasilo.WhatsApp.Transport;

/// <summary>Whose TLS certificate is accepted instead of those that the system's store vouches for.</summary>
/// <remarks>For servers with certificates of their own, such as test servers. WhatsApp's needs none of this.</remarks>
public sealed class TlsTrust
{
    private readonly X509Certificate2? _root;
    private readonly byte[]? _fingerprint;

    private TlsTrust(X509Certificate2? root, byte[]? fingerprint)
    {
        _root = root;
        _fingerprint = fingerprint;
    }

    /// <summary>Certificates that this root has signed, directly or through others; name and dates must be right too.</summary>
    public static TlsTrust Root(X509Certificate2 root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return new TlsTrust(X509CertificateLoader.LoadCertificate(root.RawData), null); // a copy: the caller may dispose of its own
    }

    /// <summary>One certificate and no other, whatever name and dates it has and whoever signed it.</summary>
    /// <param name="sha256">SHA-256 of the certificate in hexadecimal; colons between the bytes don't matter.</param>
    /// <exception cref="ArgumentException">It isn't the hexadecimal form of 32 bytes.</exception>
    public static TlsTrust Pin(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        byte[] fingerprint = new byte[SHA256.HashSizeInBytes];
        string digits = sha256.Replace(":", "", StringComparison.Ordinal);
        var read = Convert.FromHexString(digits, fingerprint, out _, out int length);
        return read == OperationStatus.Done && length == fingerprint.Length
            ? new TlsTrust(null, fingerprint)
            : throw new ArgumentException("A pin is the SHA-256 of a certificate: 64 hexadecimal digits.", nameof(sha256));
    }

    internal SslClientAuthenticationOptions ToSslOptions() => _root is not null
        ? new SslClientAuthenticationOptions { CertificateChainPolicy = PolicyOf(_root) }
        : new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate) };

    // A private root rarely has a revocation list, and nothing is to be fetched on a certificate's word.
    private static X509ChainPolicy PolicyOf(X509Certificate2 root) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { root },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    private bool IsPinned(X509Certificate? certificate) =>
        certificate is not null && SHA256.HashData(certificate.GetRawCertData()).AsSpan().SequenceEqual(_fingerprint);
}
