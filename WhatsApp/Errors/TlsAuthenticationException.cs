namespace Wasilo.WhatsApp.Errors;

/// <summary>
/// The server didn't prove over TLS who it is: its certificate is for another name, out of date, or of someone who isn't trusted. Nothing
/// was told to it.
/// </summary>
public sealed class TlsAuthenticationException(Uri address, Exception innerException) : WhatsAppException(
    $"TLS with {address.Host}:{address.Port} failed: {innerException.Message} "
    + "If the server has a certificate of its own, give its root or pin.",
    innerException);
