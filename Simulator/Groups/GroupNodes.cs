using System.Text;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Groups as they are told.</summary>
internal static class GroupNodes
{
    /// <summary>All that there is to know of a group. Under its gate.</summary>
    public static Node Describe(Group group)
    {
        List<Node> parts = [.. group.Members.Select(member => Participant(group, member.Phone, member.Role))];
        if (group.Description is { } description)
            parts.Add(Description(group, description));
        parts.AddRange(Settings(group.Settings));
        return new Node(
            "group",
            [
                ("id", group.Id),
                ("subject", group.Subject.Text),
                ("s_t", group.Subject.At.ToUnixTimeSeconds()),
                ("s_o", group.Subject.By.In(group.IsLid)),
                ("s_o_pn", group.IsLid ? group.Subject.By.Jid : null),
                ("creation", group.CreatedAt.ToUnixTimeSeconds()),
                ("creator", group.Creator.In(group.IsLid)),
                ("creator_pn", group.IsLid ? group.Creator.Jid : null),
                ("addressing_mode", group.IsLid ? "lid" : "pn"),
                ("size", group.Members.Count),
            ],
            NodeContent.Of([.. parts]));
    }

    /// <summary>Someone by the address that the group uses, with the other beside it.</summary>
    public static Node Participant(Group group, Phone phone, GroupRole role = GroupRole.Member) => new("participant",
    [
        ("jid", phone.In(group.IsLid)),
        (group.IsLid ? "phone_number" : "lid", phone.In(!group.IsLid)),
        ("type", role switch { GroupRole.SuperAdmin => "superadmin", GroupRole.Admin => "admin", _ => null }),
    ]);

    public static Node Description(Group group, GroupText description) => new(
        "description",
        [
            ("id", description.Id),
            ("t", description.At.ToUnixTimeSeconds()),
            ("participant", description.By.In(group.IsLid)),
            ("participant_pn", group.IsLid ? description.By.Jid : null),
        ],
        new Node("body", content: Encoding.UTF8.GetBytes(description.Text)));

    private static IEnumerable<Node> Settings(GroupSettings settings)
    {
        if (settings.OnlyAdminsSend)
            yield return new Node("announcement");
        if (settings.OnlyAdminsEdit)
            yield return new Node("locked");
        if (settings.Expiration > 0)
            yield return new Node("ephemeral", [("expiration", settings.Expiration)]);
        yield return AddMode(settings);
        if (settings.AdminsApprove)
            yield return ApprovalMode(settings);
    }

    public static Node AddMode(GroupSettings settings) =>
        new("member_add_mode", content: Encoding.UTF8.GetBytes(settings.OnlyAdminsAdd ? "admin_add" : "all_member_add"));

    public static Node ApprovalMode(GroupSettings settings) =>
        new("membership_approval_mode", default, new Node("group_join", [("state", settings.AdminsApprove ? "on" : "off")]));
}
