using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>A group's settings as the server wants them.</summary>
internal static class SettingNodes
{
    /// <summary>For a new group: what differs from the server's own choice is said.</summary>
    internal static IEnumerable<Node> Of(GroupSettings settings)
    {
        if (settings.OnlyAdminsWrite)
            yield return new Node("announcement");
        if (settings.OnlyAdminsEdit)
            yield return new Node("locked");
        if (settings.OnlyAdminsAdd)
            yield return AddMode(onlyAdmins: true);
        if (settings.AdminsApprove)
            yield return ApprovalMode(isOn: true);
        if (settings.MessagesExpireAfter is not null)
            yield return Ephemeral(settings.MessagesExpireAfter);
    }

    internal static Node AddMode(bool onlyAdmins) => new("member_add_mode", content: onlyAdmins ? "admin_add" : "all_member_add");

    internal static Node ApprovalMode(bool isOn) =>
        new("membership_approval_mode", content: [new Node("group_join", [("state", isOn ? "on" : "off")])]);

    internal static Node Ephemeral(TimeSpan? time) => time is { } value
        ? new Node("ephemeral", [("expiration", (long)value.TotalSeconds)])
        : new Node("not_ephemeral");
}
