namespace Wasilo.WhatsApp.Errors;

/// <summary>
/// The base of all reasons not to trust a server: its certificate chain failed a check. Retrying doesn't help; someone else may be
/// answering in WhatsApp's place, or the client trusts the wrong root.
/// </summary>
public abstract class CertificateChainException : NoiseException
{
    private protected CertificateChainException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The chain can't be read, or a certificate lacks its details or its 64-byte signature.</summary>
public sealed class MalformedCertificateException(string message, Exception? innerException = null)
    : CertificateChainException(message, innerException);

/// <summary>The trusted root didn't sign the intermediate certificate.</summary>
public sealed class IntermediateSignatureException()
    : CertificateChainException("The intermediate certificate isn't signed by the trusted root. Check the server's address and the root.");

/// <summary>The intermediate certificate doesn't name the root as its issuer, or has no usable key.</summary>
public sealed class IntermediateIssuerException(string message) : CertificateChainException(message);

/// <summary>The intermediate certificate's key didn't sign the leaf.</summary>
public sealed class LeafSignatureException()
    : CertificateChainException("The leaf certificate isn't signed by the intermediate one.");

/// <summary>The leaf certificate names another issuer than the intermediate certificate that came with it.</summary>
public sealed class LeafIssuerException(uint issuer, uint intermediate)
    : CertificateChainException($"The leaf certificate names issuer {issuer}, but came with intermediate certificate {intermediate}.");

/// <summary>The chain is genuine but belongs to another server: its key isn't the one that this server holds.</summary>
public sealed class ServerKeyMismatchException()
    : CertificateChainException("The certificate is for another key than the server's: the chain was taken from elsewhere.");

/// <summary>A certificate isn't valid yet, or not any more.</summary>
public sealed class CertificateValidityException(string certificate, ulong notBefore, ulong notAfter, DateTimeOffset now)
    : CertificateChainException(
        $"The {certificate} certificate is valid from {notBefore} to {notAfter} (Unix seconds), and it is {now.ToUnixTimeSeconds()} now. "
        + "Check this machine's clock.")
{
    /// <summary>First moment of validity, in Unix seconds.</summary>
    public ulong NotBefore { get; } = notBefore;

    /// <summary>Last moment of validity, in Unix seconds.</summary>
    public ulong NotAfter { get; } = notAfter;
}
