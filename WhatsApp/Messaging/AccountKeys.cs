using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>The keys with which accounts sign their companions: the identities of their phones.</summary>
internal static class AccountKeys
{
    /// <summary>
    /// The key of the account of a device. The own account's is known from pairing; another's once there is a session with its phone. It
    /// isn't any more when the session was given up, because the phone has a new identity: its first companion may write before it does.
    /// </summary>
    internal static async Task<PublicKey?> OfAsync(MessagePipeline pipeline, SignalTransaction transaction, Jid device)
    {
        if (pipeline.Me.IsMe(device))
            return OwnAccount.KeyOf(pipeline.Me);
        var phone = await pipeline.Addresses.OfAsync(transaction, device.WithDevice(0));
        return (await transaction.DescribeAsync(phone))?.Identity;
    }
}
