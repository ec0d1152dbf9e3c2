using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Signal;

/// <summary>Holds what a companion device shows with its first message against its account's key.</summary>
internal static class DeviceIdentityCheck
{
    /// <summary>Returns the account's key, which is the identity of its phone.</summary>
    /// <param name="deviceIdentity">The content of <c>device-identity</c>.</param>
    /// <param name="device">The identity key that the device writes with.</param>
    /// <param name="account">The phone's identity key if it is known.</param>
    /// <exception cref="Errors.DeviceIdentityException">It doesn't belong to the account.</exception>
    internal static PublicKey Verify(ReadOnlySpan<byte> deviceIdentity, PublicKey device, PublicKey? account) =>
        throw new NotImplementedException();
}
