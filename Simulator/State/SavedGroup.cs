using Wasilo.Simulator.Groups;
using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.State;

/// <summary>A group, as it is written. People are named by their numbers.</summary>
internal sealed record SavedGroup(
    string Id, bool IsLid, string Creator, DateTimeOffset CreatedAt, SavedText Subject, SavedText? Description, string InviteCode,
    GroupSettings Settings, IReadOnlyList<SavedMember> Members, IReadOnlyList<SavedRequest> Requests)
{
    public static SavedGroup Of(Group group)
    {
        lock (group.Gate)
        {
            return new SavedGroup(
                group.Id, group.IsLid, group.Creator.Number, group.CreatedAt, SavedText.Of(group.Subject),
                group.Description is { } description ? SavedText.Of(description) : null, group.InviteCode, group.Settings,
                [.. group.Members.Select(static member => new SavedMember(member.Phone.Number, member.Role))],
                [.. group.Requests.Select(static request => new SavedRequest(request.Phone.Number, request.At))]);
        }
    }

    public Group ToGroup(PhoneBook phones)
    {
        var group = new Group(Id, IsLid, phones.Get(Creator), CreatedAt, Subject.Text, InviteCode)
        {
            Subject = Subject.ToText(phones),
            Description = Description?.ToText(phones),
            Settings = Settings,
        };
        foreach (var member in Members)
            group.Set(phones.Get(member.Number), member.Role);
        group.Requests.AddRange(Requests.Select(request => new JoinRequest(phones.Get(request.Number), request.At)));
        return group;
    }
}

internal sealed record SavedText(string? Id, string Text, string By, DateTimeOffset At)
{
    public static SavedText Of(GroupText text) => new(text.Id, text.Text, text.By.Number, text.At);

    public GroupText ToText(PhoneBook phones) => new(Id, Text, phones.Get(By), At);
}

internal sealed record SavedMember(string Number, GroupRole Role);

internal sealed record SavedRequest(string Number, DateTimeOffset At);
