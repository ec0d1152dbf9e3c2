using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Notifications;

/// <summary>
/// What the account's other devices changed about it: <c>&lt;notification type="account_sync"&gt;WHAT...&lt;/notification&gt;</c>.
/// </summary>
internal sealed class AccountSync(ClientParts parts, AccountDirectory directory)
{
    /// <summary>Returns whether all of it was understood.</summary>
    internal async Task<bool> HandleAsync(Node notification, DateTimeOffset at)
    {
        if (parts.Keeper.Current.Id?.ToAccount() is not { } own)
            return false;
        bool understood = notification.Children.Length > 0;
        foreach (var change in notification.Children)
        {
            if (change.Tag == "devices")
                await OnDevicesAsync(change, own, at);
            else if (Read(change, own, at) is { } happened)
                parts.Events.Publish(happened);
            else
                understood = false;
        }

        return understood;
    }

    private static ClientEvent? Read(Node change, Jid own, DateTimeOffset at) => change.Tag switch
    {
        "picture" => new PictureChanged(own, own, change["id"], IsRemoved: false, at),
        "status" => new AboutChanged(own, change.Text, at),
        "disappearing_mode" => ProfileNotifications.ReadDisappearingMode(change, own, at),
        "privacy" => new PrivacyChanged(ReadPrivacy(change)),
        "blocklist" => ReadBlocklist(change),
        _ => null,
    };

    private static Dictionary<string, string> ReadPrivacy(Node privacy)
    {
        var settings = new Dictionary<string, string>();
        foreach (var category in privacy.ChildrenTagged("category"))
        {
            if (category["name"] is { } name && category["value"] is { } value)
                settings[name] = value;
        }

        return settings;
    }

    // Only a modification says all that changed; anything else means that the list is another one.
    private static BlocklistChanged ReadBlocklist(Node blocklist) => new(
        ReadItems(blocklist, "block"), ReadItems(blocklist, "unblock"), IsStale: blocklist["action"] != "modify");

    private static Jid[] ReadItems(Node blocklist, string action) =>
        [.. blocklist.ChildrenTagged("item").Where(item => item["action"] == action).Select(item => item.Jid("jid")).OfType<Jid>()];

    // The whole new list. What is missing in it is told by the old one, if that is at hand.
    private async Task OnDevicesAsync(Node devices, Jid own, DateTimeOffset at)
    {
        Jid[] now = [.. devices.ChildrenTagged("device").Select(device => device.Jid("jid")).OfType<Jid>()];
        var removed = directory.Devices.Peek(own).Except(now).ToList();
        await directory.Devices.ForgetAsync(own);
        if (removed.Count > 0 && directory.Listener is { } listener)
            await listener.OnDevicesRemovedAsync(await directory.Lids.InBothSpacesAsync(removed));
        parts.Events.Publish(new OwnDevicesChanged(now, at));
    }
}
