namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of the ways in which a pairing fails after the phone has agreed. None leaves credentials behind.</summary>
public abstract class PairingException : WhatsAppException
{
    private protected PairingException(string message, int code, string text, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Text = text;
    }

    /// <summary>What the server is told, as whatsmeow tells it.</summary>
    internal int Code { get; }

    internal string Text { get; }
}

/// <summary>What should prove the pairing can't be read, or lacks a part.</summary>
public sealed class MalformedPairingException(string message, Exception? innerException = null)
    : PairingException(message, 500, "internal-error", innerException);

/// <summary>Whoever answered doesn't know the secret of this QR code or pairing code.</summary>
public sealed class PairingSecretMismatchException()
    : PairingException("The pairing isn't authenticated with the secret of this QR code or pairing code. Try again.", 401, "hmac-mismatch");

/// <summary>The account's key didn't sign this device's key.</summary>
public sealed class AccountSignatureException()
    : PairingException("The account's signature of this device is wrong. Try again.", 401, "signature-mismatch");
