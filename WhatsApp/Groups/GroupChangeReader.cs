using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Reads the changes in a <c>w:gp2</c> notification: each child is one.</summary>
internal static class GroupChangeReader
{
    /// <summary>Reads one.</summary>
    /// <param name="change">The child.</param>
    /// <param name="notification">Around it: who did it and when.</param>
    internal static GroupChange Read(Node change, Node notification) => change.Tag switch
    {
        "create" when change.Child("group") is { } node && GroupReader.Read(node) is { } group => new GroupJoined(group),
        "add" => new ParticipantsAdded(GroupReader.ReadParticipants(change), change["reason"]),
        "remove" => ReadRemoval(change, notification),
        "leave" => new ParticipantsLeft(GroupReader.ReadParticipants(change)),
        "promote" => new ParticipantsPromoted(GroupReader.ReadParticipants(change)),
        "demote" => new ParticipantsDemoted(GroupReader.ReadParticipants(change)),
        "modify" => new ParticipantNumberChanged(GroupReader.ReadParticipants(change)),
        "subject" => new SubjectChanged(change["subject"] ?? ""),
        "description" => ReadDescription(change, notification),
        "invite" => new InviteChanged(change["code"]),
        "created_membership_requests" => new JoinRequested(ReadRequesters(change, notification), change["request_method"]),
        "revoked_membership_requests" => new JoinRequestWithdrawn(ReadRequesters(change, notification)),
        "delete" => new GroupDeleted(change["reason"]),
        "suspended" => new SuspensionChanged(true),
        "unsuspended" => new SuspensionChanged(false),
        "link" => new LinkedGroupsChanged(true, change["link_type"], ReadGroups(change)),
        "unlink" => new LinkedGroupsChanged(false, change["unlink_type"], ReadGroups(change)),
        _ when GroupReader.ReadSetting(change) is { } setting =>
            new SettingChanged(NameOf(change.Tag), setting(new GroupSettings())),
        _ => new OtherGroupChange(change.Tag),
    };

    // Who removes only itself leaves.
    private static GroupChange ReadRemoval(Node change, Node notification)
    {
        var participants = GroupReader.ReadParticipants(change);
        var by = notification.Jid("participant")?.ToAccount();
        var byNumber = notification.Jid("participant_pn")?.ToAccount();
        return participants is [var only] && (only.Id == by || only.Id == byNumber)
            ? new ParticipantsLeft(participants)
            : new ParticipantsRemoved(participants);
    }

    private static DescriptionChanged ReadDescription(Node change, Node notification)
    {
        var description = change.Child("delete") is null ? GroupReader.ReadDescription(change) : null;
        return new DescriptionChanged(description is null ? null : description with
        {
            ChangedBy = description.ChangedBy ?? notification.Jid("participant"),
            ChangedAt = description.ChangedAt ?? notification.Time("t"),
        });
    }

    // Named inside, or else it is who the notification is about.
    private static Jid[] ReadRequesters(Node change, Node notification)
    {
        Jid[] named = [.. change.Children.Select(child => child.Jid("jid")).OfType<Jid>()];
        return named.Length > 0 ? named : notification.Jid("participant") is { } by ? [by] : [];
    }

    private static IReadOnlyList<Jid> ReadGroups(Node change) =>
        [.. change.ChildrenTagged("group").Select(group => group.Jid("jid") ?? GroupReader.ReadId(group)).OfType<Jid>()];

    private static string NameOf(string tag) => tag switch
    {
        "unlocked" => "locked",
        "not_announcement" => "announcement",
        "not_ephemeral" => "ephemeral",
        _ => tag,
    };
}
