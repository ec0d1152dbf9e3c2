using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Notifications;

/// <summary>Reads what changed about how others show themselves.</summary>
internal static class ProfileNotifications
{
    /// <summary>Reads notifications of pictures, abouts and default expiries; null if it is another one, or can't be read.</summary>
    internal static ClientEvent? Read(Node notification, Jid from, DateTimeOffset at) => notification["type"] switch
    {
        "picture" => ReadPicture(notification, from, at),
        "status" when notification.Child("set") is { } set => new AboutChanged(from.ToAccount(), set.Text, at),
        "disappearing_mode" when notification.Child("disappearing_mode") is { } mode => ReadDisappearingMode(mode, from, at),
        _ => null,
    };

    internal static DisappearingModeChanged? ReadDisappearingMode(Node mode, Jid account, DateTimeOffset at) =>
        mode.Seconds("duration") is { } duration
            ? new DisappearingModeChanged(account.ToAccount(), duration, mode.Time("t") ?? at)
            : null;

    /// <summary>
    /// <c>&lt;update jid|hash/&gt;</c>, <c>&lt;add jid/&gt;</c>, <c>&lt;remove jid/&gt;</c>,
    /// <c>&lt;modify old new [old_lid new_lid]/&gt;</c>
    /// </summary>
    internal static ClientEvent? ReadContact(Node change, DateTimeOffset at) => change.Tag switch
    {
        "update" or "add" or "remove" => new ContactChanged(change.Jid("jid"), at),
        "modify" when change.Jid("old") is { } old && change.Jid("new") is { } now =>
            new NumberChanged(old, now, change.Jid("old_lid"), change.Jid("new_lid"), at),
        _ => null,
    };

    private static PictureChanged? ReadPicture(Node notification, Jid from, DateTimeOffset at)
    {
        if (notification.Children is not [var change, ..] || change.Tag is not ("set" or "add" or "delete" or "remove"))
            return null;
        bool isRemoved = change.Tag is "delete" or "remove";
        return new PictureChanged(
            (change.Jid("jid") ?? from).ToAccount(), change.Jid("author"), isRemoved ? null : change["id"], isRemoved, at);
    }
}
