using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>Where the session with a device is kept: under the hidden id wherever it is known, however a stanza is addressed.</summary>
internal sealed class Addresses(LidMap lids)
{
    /// <summary>The device's address. A session from before the hidden id was known moves there.</summary>
    internal async ValueTask<SignalAddress> OfAsync(SignalTransaction transaction, Jid device)
    {
        var byLid = await lids.ToLidAsync(device);
        var address = SignalAddress.Of(byLid);
        var former = ReferenceEquals(byLid, device) ? await lids.PhoneNumberOfAsync(device) : device;
        if (former is null || former.Kind is JidKind.Lid or JidKind.HostedLid || await transaction.HasSessionAsync(address))
            return address;
        var formerAddress = SignalAddress.Of(former.Device == device.Device ? former : former.WithDevice(device.Device));
        if (formerAddress != address && await transaction.HasSessionAsync(formerAddress))
            await transaction.MoveSessionAsync(formerAddress, address);
        return address;
    }

    /// <summary>The address that a device had before its hidden id was known; null if it isn't by hidden id now.</summary>
    internal async ValueTask<SignalAddress?> FormerOfAsync(Jid device) =>
        await lids.ToLidAsync(device) is { Kind: JidKind.Lid } lid && await lids.PhoneNumberOfAsync(lid) is { } number
            ? SignalAddress.Of(number.WithDevice(device.Device))
            : null;
}
