using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>
/// Whether a companion device that writes for the first time belongs to the account that it writes for: its account's key must have signed
/// its identity. Without this, whoever runs the server could add devices of its own to an account.
/// </summary>
internal static class CompanionCheck
{
    /// <exception cref="DeviceIdentityException">It doesn't show that it does, and isn't known from before.</exception>
    internal static async Task VerifyAsync(
        MessagePipeline pipeline,
        SignalTransaction transaction,
        Node stanza,
        Jid sender,
        SignalAddress address,
        ReadOnlyMemory<byte> message)
    {
        if (sender.Device == 0 || PreKeyWhisperMessage.Parse(message) is not { Identity: var identity })
            return;
        var known = await transaction.IdentityOfAsync(address);
        if (stanza.Child("device-identity") is { } shown)
        {
            var account = await AccountKeys.OfAsync(pipeline, transaction, sender);
            DeviceIdentityCheck.Verify(shown.Bytes.Span, identity, account);
        }
        else if (known != identity)
        {
            throw new DeviceIdentityException("A companion wrote for the first time and didn't show its account's signature.");
        }
    }
}
