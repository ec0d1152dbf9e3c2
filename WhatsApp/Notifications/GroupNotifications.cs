using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Groups;

namespace Wasilo.WhatsApp.Notifications;

/// <summary>
/// Changes of groups: <c>&lt;notification type="w:gp2" from participant [participant_pn] t&gt;CHANGE...&lt;/notification&gt;</c>.
/// </summary>
internal sealed class GroupNotifications(ClientParts parts, AccountDirectory directory)
{
    internal async Task HandleAsync(Node notification, Jid group, DateTimeOffset at)
    {
        var by = notification.Jid("participant");
        var byNumber = by is { Kind: JidKind.User } ? by : notification.Jid("participant_pn");
        GroupChange[] changes = [.. notification.Children.Select(change => GroupChangeReader.Read(change, notification))];
        directory.Groups.Forget(group);
        await directory.Lids.LearnAsync(
            GroupReader.Mappings(changes.SelectMany(ParticipantsOf)).Append(LidMap.Pair(by, notification.Jid("participant_pn"))));
        if (changes.Any(change => change is ParticipantsRemoved or ParticipantsLeft) && directory.Listener is { } listener)
            await listener.OnMembersLeftAsync(group);
        foreach (var change in changes)
            parts.Events.Publish(new GroupChanged(group, change, by, byNumber, at));
    }

    private static IEnumerable<GroupParticipant> ParticipantsOf(GroupChange change) => change switch
    {
        GroupJoined joined => joined.Group.Participants,
        ParticipantsAdded added => added.Participants,
        ParticipantsRemoved removed => removed.Participants,
        ParticipantsLeft left => left.Participants,
        ParticipantsPromoted promoted => promoted.Participants,
        ParticipantsDemoted demoted => demoted.Participants,
        ParticipantNumberChanged changed => changed.Participants,
        _ => [],
    };
}
