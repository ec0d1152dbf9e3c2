using System.Globalization;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>What a group is set to.</summary>
internal static class GroupSwitches
{
    public static Answer Set(GroupQuery query)
    {
        var before = query.Group.Settings;
        if (Change(before, query.Subject) is not { } after)
            return Answer.Unknown;
        // How long messages stay is edited like the subject; the rest is the admins'.
        var isExpiration = query.Subject.Tag is "ephemeral" or "not_ephemeral";
        if (!query.IsAdmin && (!isExpiration || before.OnlyAdminsEdit))
            return Answer.Forbidden;
        query.Group.Settings = after;
        query.Tell(News(query.Subject, after));
        return Answer.Empty;
    }

    /// <summary>The switches that a new group is made with.</summary>
    public static GroupSettings ReadAll(Node create)
    {
        var settings = new GroupSettings();
        foreach (var child in create.Children)
            settings = Change(settings, child) ?? settings;
        return settings;
    }

    // Null: no switch, or no position of one.
    private static GroupSettings? Change(GroupSettings settings, Node node) => node.Tag switch
    {
        "announcement" => settings with { OnlyAdminsSend = true },
        "not_announcement" => settings with { OnlyAdminsSend = false },
        "locked" => settings with { OnlyAdminsEdit = true },
        "unlocked" => settings with { OnlyAdminsEdit = false },
        "ephemeral" when uint.TryParse(node["expiration"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) =>
            settings with { Expiration = seconds },
        "not_ephemeral" => settings with { Expiration = 0 },
        "member_add_mode" when node.Text is "admin_add" or "all_member_add" => settings with { OnlyAdminsAdd = node.Text == "admin_add" },
        "membership_approval_mode" when node.Child("group_join")?["state"] is "on" or "off" =>
            settings with { AdminsApprove = node.Child("group_join")!["state"] == "on" },
        _ => null,
    };

    private static Node News(Node asked, GroupSettings settings) => asked.Tag switch
    {
        "ephemeral" => new Node("ephemeral", [("expiration", settings.Expiration)]),
        "member_add_mode" => GroupNodes.AddMode(settings),
        "membership_approval_mode" => GroupNodes.ApprovalMode(settings),
        var tag => new Node(tag),
    };
}
