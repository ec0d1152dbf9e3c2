namespace Wasilo.WhatsApp.Signal;

/// <summary>Why a message couldn't be decrypted: the <c>error</c> of a retry receipt, numbered as WhatsApp Web does.</summary>
internal enum RetryReason
{
    Unknown = 0,
    NoSession = 1,
    InvalidKey = 2,
    InvalidKeyId = 3,
    InvalidMessage = 4,
    InvalidSignature = 5,
    FutureMessage = 6,
    BadMac = 7,
    InvalidSession = 8,
    MissingMessageKey = 9,
    DeviceIdentity = 12,
}
