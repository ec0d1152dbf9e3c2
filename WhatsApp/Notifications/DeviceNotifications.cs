using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Notifications;

/// <summary>Changes of accounts' identities and devices.</summary>
internal sealed class DeviceNotifications(ClientParts parts, AccountDirectory directory)
{
    /// <summary>
    /// <c>&lt;notification type="encrypt" from [lid]&gt;&lt;identity/&gt;&lt;/notification&gt;</c>: sessions with the account are void.
    /// </summary>
    /// <returns>The account; null if nothing is to follow.</returns>
    internal async Task<Jid?> OnIdentityAsync(Node notification, Jid from, DateTimeOffset at)
    {
        var lid = notification.Jid("lid");
        var account = LidMap.AccountOf(from);
        if (account.Kind is not (JidKind.User or JidKind.Lid) || IsOwn(account))
            return null; // a new identity of the own phone ends the link anyhow
        await directory.Lids.LearnAsync(LidMap.Pair(from, lid));
        await directory.Devices.ForgetAsync(account);
        if (directory.Listener is { } listener)
            await listener.OnIdentityChangedAsync(await NamesOfAsync(account));
        parts.Events.Publish(new IdentityChanged(account, lid?.ToAccount(), at));
        return account;
    }

    /// <summary>
    /// <c>&lt;notification type="devices" from [lid]&gt;&lt;add|remove|update&gt;&lt;device jid [lid] key-index/&gt;...</c>
    /// </summary>
    internal async Task OnDevicesAsync(Node notification, Jid from, DateTimeOffset at)
    {
        var account = LidMap.AccountOf(from);
        var changed = notification.Children.Where(child => child.Tag is "add" or "remove").ToList();
        var pairs = changed.SelectMany(child => child.ChildrenTagged("device"))
            .Select(device => LidMap.Pair(device.Jid("jid"), device.Jid("lid")))
            .Append(LidMap.Pair(from, notification.Jid("lid")))
            .Where(pair => pair?.PhoneNumber == account || pair?.Lid == account); // an account speaks for its own devices only
        await directory.Lids.LearnAsync(pairs);
        await directory.Devices.ForgetAsync(account);

        var removed = Read(changed, "remove", account);
        if (removed.Count > 0 && directory.Listener is { } listener)
            await listener.OnDevicesRemovedAsync(await directory.Lids.InBothSpacesAsync(removed));
        parts.Events.Publish(new DevicesChanged(account, Read(changed, "add", account), removed, at));
    }

    private static List<Jid> Read(IEnumerable<Node> changes, string tag, Jid account) =>
    [
        .. changes.Where(change => change.Tag == tag)
            .SelectMany(change => change.ChildrenTagged("device"))
            .Select(device => device.Jid("jid"))
            .OfType<Jid>()
            .Where(device => LidMap.AccountOf(device) == account),
    ];

    private bool IsOwn(Jid account)
    {
        var credentials = parts.Keeper.Current;
        return account == credentials.Id?.ToAccount() || account == credentials.Lid?.ToAccount();
    }

    private async Task<IReadOnlyList<Jid>> NamesOfAsync(Jid account)
    {
        Jid?[] names = [await directory.Lids.PhoneNumberOfAsync(account), await directory.Lids.LidOfAsync(account)];
        return [.. names.OfType<Jid>()];
    }
}
