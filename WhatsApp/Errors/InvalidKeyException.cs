namespace Wasilo.WhatsApp.Errors;

/// <summary>
/// Bytes that should be a public key aren't one, or are one that gives no security: wrong length, wrong type byte, small order.
/// </summary>
public sealed class InvalidKeyException(string message) : WhatsAppException(message);
