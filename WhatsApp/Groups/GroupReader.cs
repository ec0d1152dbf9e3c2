using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Reads what the server says of groups, in answers and in notifications.</summary>
internal static class GroupReader
{
    /// <summary>Reads a <c>group</c> node; null if it doesn't name a group.</summary>
    internal static GroupInfo? Read(Node group)
    {
        if (ReadId(group) is not { } id)
            return null;
        var participants = ReadParticipants(group);
        return new GroupInfo
        {
            Id = id,
            Subject = group["subject"] ?? "",
            SubjectChangedAt = group.Time("s_t"),
            SubjectChangedBy = group.Jid("s_o"),
            Description = group.Child("description") is { } description ? ReadDescription(description) : null,
            CreatedAt = group.Time("creation"),
            Creator = group.Jid("creator"),
            CreatorPhoneNumber = group.Jid("creator_pn"),
            Addressing = group["addressing_mode"] == "lid" ? GroupAddressing.Lid : GroupAddressing.PhoneNumber,
            Settings = group.Children.Aggregate(new GroupSettings(), (settings, child) => ReadSetting(child)?.Invoke(settings) ?? settings),
            Participants = participants,
            Size = Math.Max(group.Number("size") ?? 0, participants.Count),
            Community = group.Child("linked_parent")?.Jid("jid"),
            IsCommunity = group.Child("parent") is not null,
            IsCommunityAnnouncements = group.Child("default_sub_group") is not null,
            IsSuspended = group.Child("suspended") is not null,
        };
    }

    /// <summary>All members that a node names.</summary>
    internal static IReadOnlyList<GroupParticipant> ReadParticipants(Node parent) =>
        [.. parent.ChildrenTagged("participant").Select(ReadParticipant).OfType<GroupParticipant>()];

    /// <summary>The mappings that members are: their numbers and their hidden ids.</summary>
    internal static IEnumerable<(Jid PhoneNumber, Jid Lid)?> Mappings(IEnumerable<GroupParticipant> participants) =>
        participants.Select(participant => LidMap.Pair(participant.PhoneNumber, participant.Lid));

    /// <summary>The change of the settings that a node stands for; null if it is no setting.</summary>
    internal static Func<GroupSettings, GroupSettings>? ReadSetting(Node node) => node.Tag switch
    {
        "announcement" => settings => settings with { OnlyAdminsWrite = true },
        "not_announcement" => settings => settings with { OnlyAdminsWrite = false },
        "locked" => settings => settings with { OnlyAdminsEdit = true },
        "unlocked" => settings => settings with { OnlyAdminsEdit = false },
        "ephemeral" => settings => settings with { MessagesExpireAfter = node.Seconds("expiration") is { Ticks: > 0 } time ? time : null },
        "not_ephemeral" => settings => settings with { MessagesExpireAfter = null },
        "member_add_mode" => settings => settings with { OnlyAdminsAdd = node.Text == "admin_add" },
        "membership_approval_mode" => settings => settings with { AdminsApprove = node.Child("group_join")?["state"] == "on" },
        _ => null,
    };

    internal static GroupDescription? ReadDescription(Node description) => description.Child("body")?.Text is { } text
        ? new GroupDescription(
            description["id"], text, description.Jid("participant") ?? description.Jid("participant_pn"), description.Time("t"))
        : null;

    /// <summary>A group's jid; its number alone in <c>group</c> nodes.</summary>
    internal static Jid? ReadId(Node group)
    {
        if (group["id"] is not { Length: > 0 } id)
            return null;
        var jid = id.Contains('@') ? group.Jid("id") : new Jid(id, JidServer.Group);
        return jid is { Kind: JidKind.Group } ? jid : null;
    }

    private static GroupParticipant? ReadParticipant(Node participant)
    {
        if (participant.Jid("jid")?.ToAccount() is not { } id || id.Kind is not (JidKind.User or JidKind.Lid))
            return null;
        if (participant["error"] is not null)
            return null; // one that isn't, in the answer to a request for it
        var phoneNumber = id.Kind == JidKind.User ? id : participant.Jid("phone_number")?.ToAccount();
        var lid = id.Kind == JidKind.Lid ? id : participant.Jid("lid")?.ToAccount();
        var role = participant["type"] switch
        {
            "superadmin" => GroupRole.Owner,
            "admin" => GroupRole.Admin,
            _ => GroupRole.Member,
        };
        return new GroupParticipant(
            id,
            phoneNumber is { Kind: JidKind.User } ? phoneNumber : null,
            lid is { Kind: JidKind.Lid } ? lid : null,
            role,
            participant["display_name"]);
    }
}
