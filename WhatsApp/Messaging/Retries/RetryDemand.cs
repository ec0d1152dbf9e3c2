using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Retries;

/// <summary>Someone's device that couldn't decrypt a message of ours asks for it again.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">The receipt's sender, as the answer is addressed: the device, or the group.</param>
/// <param name="Participant">The device, in a group.</param>
/// <param name="Recipient">The chat, if an own device asks.</param>
/// <param name="Count">For the how manieth time.</param>
/// <param name="RegistrationId">The device's registration id.</param>
/// <param name="Bundle">Keys for a new session, if it sent some.</param>
/// <param name="DeviceIdentity">What shows whose device it is, beside the keys.</param>
/// <param name="Time">The message's time, as the device repeats it.</param>
internal sealed record RetryDemand(
    string Id,
    Jid From,
    Jid? Participant,
    Jid? Recipient,
    int Count,
    uint? RegistrationId,
    PreKeyBundle? Bundle,
    ReadOnlyMemory<byte> DeviceIdentity,
    string? Time)
{
    /// <summary>The device that asks.</summary>
    internal Jid Requester => Participant ?? From;

    /// <summary>Null if it can't be read.</summary>
    internal static RetryDemand? Read(Node receipt)
    {
        if (receipt.Jid("from") is not { } from || receipt.Child("retry") is not { } retry)
            return null;
        if ((retry["id"] ?? receipt["id"]) is not { Length: > 0 and <= SourceReader.LongestId } id)
            return null;
        var participant = receipt.Jid("participant");
        if ((participant ?? from).Kind is not (JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid))
            return null;
        var registration = receipt.Child("registration");
        var keys = receipt.Child("keys");
        return new RetryDemand(
            id,
            from,
            participant,
            receipt.Jid("recipient"),
            int.TryParse(retry["count"], NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? Math.Clamp(count, 1, 100) : 1,
            KeyNodes.ReadNumber(registration),
            keys is null ? null : BundleReader.Read(keys, registration),
            keys?.Child("device-identity")?.Bytes ?? default,
            retry["t"]);
    }
}
