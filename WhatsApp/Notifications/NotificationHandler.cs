using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Notifications;

/// <summary>What follows from notifications. Whoever calls acknowledges them afterwards: what they change is stored by then.</summary>
internal sealed class NotificationHandler
{
    private readonly ClientParts _parts;
    private readonly AccountDirectory _directory;
    private readonly DeviceNotifications _devices;
    private readonly GroupNotifications _groups;
    private readonly AccountSync _accountSync;
    private long _ignored;

    internal NotificationHandler(ClientParts parts, AccountDirectory directory)
    {
        _parts = parts;
        _directory = directory;
        _devices = new DeviceNotifications(parts, directory);
        _groups = new GroupNotifications(parts, directory);
        _accountSync = new AccountSync(parts, directory);
    }

    /// <summary>Handles one.</summary>
    /// <returns>What is to be asked of the server because of it, beside reading; null if nothing is.</returns>
    internal async Task<Func<Task>?> HandleAsync(Node notification)
    {
        var at = notification.Time("t") ?? _parts.Time.GetUtcNow();
        if (notification.Jid("from") is not { } from)
            return Ignore(notification);
        switch (notification["type"])
        {
            case "encrypt" when notification.Child("identity") is not null:
                return await _devices.OnIdentityAsync(notification, from, at) is { } account ? () => ReissueTokenAsync(account) : null;
            case "devices":
                await _devices.OnDevicesAsync(notification, from, at);
                return null;
            case "account_sync":
                return await _accountSync.HandleAsync(notification, at) ? null : Ignore(notification);
            case "w:gp2" when from.Kind == JidKind.Group:
                await _groups.HandleAsync(notification, from, at);
                return null;
            case "privacy_token" when from.Kind is JidKind.User or JidKind.Lid:
                await LearnAsync(notification, from);
                await _directory.Tokens.KeepAsync(notification.Jid("sender_lid") ?? from, notification.Child("tokens"));
                return null;
            case "contacts":
                await OnContactsAsync(notification, at);
                return null;
            default:
                return Publish(ProfileNotifications.Read(notification, from, at)) ? null : Ignore(notification);
        }
    }

    private bool Publish(ClientEvent? happened)
    {
        if (happened is not null)
            _parts.Events.Publish(happened);
        return happened is not null;
    }

    private Func<Task>? Ignore(Node notification)
    {
        string? tag = notification.Children is [var first, ..] ? first.Tag : null;
        _parts.Events.Publish(new NotificationIgnored(notification["type"], tag, notification.Jid("from"), ++_ignored));
        return null;
    }

    private Task LearnAsync(Node notification, Jid from) =>
        _directory.Lids.LearnAsync(LidMap.Pair(from, notification.Jid("sender_lid") ?? notification.Jid("lid")));

    private async Task OnContactsAsync(Node notification, DateTimeOffset at)
    {
        foreach (var change in notification.Children)
        {
            if (ProfileNotifications.ReadContact(change, at) is not { } happened)
            {
                Ignore(notification);
                continue;
            }

            if (happened is NumberChanged number)
            {
                await _directory.Lids.LearnAsync(LidMap.Pair(number.New, number.NewLid));
                await _directory.Devices.ForgetAsync(number.Old, number.New);
            }

            _parts.Events.Publish(happened);
        }
    }

    private async Task ReissueTokenAsync(Jid account)
    {
        try
        {
            await _directory.Tokens.ReissueAsync(account);
        }
        catch (Exception e) when (e is RequestRefusedException or RequestTimeoutException or TooManyRequestsException)
        {
            // It is given anew with a message of the next week at the latest.
        }
    }
}
