using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Directory;

/// <summary>A device of an account.</summary>
/// <param name="Number">0 is the phone.</param>
/// <param name="KeyIndex">Its place in the account's list of valid keys; the phone has none.</param>
/// <param name="IsHosted">Whether WhatsApp runs it for a business; such devices take no part in groups.</param>
internal readonly record struct DeviceEntry(byte Number, uint? KeyIndex, bool IsHosted);

/// <summary>The devices of an account; none if there is no such account.</summary>
internal sealed record DeviceList(ImmutableArray<DeviceEntry> Devices)
{
    internal static DeviceList None { get; } = new([]);

    /// <summary>The devices' jids, in the space of the account's jid that is given: by number or by hidden id.</summary>
    internal IEnumerable<Jid> Of(Jid account, bool forGroup = false) => Devices
        .Where(device => !(forGroup && device.IsHosted))
        .Select(device => device.IsHosted
            ? new Jid(account.User, account.Kind == JidKind.Lid ? JidServer.HostedLid : JidServer.Hosted, device.Number)
            : account.WithDevice(device.Number));
}
