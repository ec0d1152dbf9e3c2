using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>A group: who is in it, and what it is set to.</summary>
/// <remarks>
/// Changes are made, and told to its members, under <see cref="Gate"/>: everyone hears of them in their order. Messages only read
/// <see cref="MemberList"/>, which is replaced as a whole.
/// </remarks>
internal sealed class Group
{
    private readonly Dictionary<Phone, GroupMember> _members = [];
    private volatile GroupMember[] _list = [];

    public Group(string id, bool isLid, Phone creator, DateTimeOffset createdAt, string subject, string inviteCode)
    {
        Id = id;
        IsLid = isLid;
        Jid = new Jid(id, JidServer.Group);
        Creator = creator;
        CreatedAt = createdAt;
        Subject = new GroupText(null, subject, creator, createdAt);
        InviteCode = inviteCode;
    }

    public string Id { get; }

    public Jid Jid { get; }

    /// <summary>Whether its members are named by hidden id.</summary>
    public bool IsLid { get; }

    public Phone Creator { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>Held by whoever changes the group.</summary>
    public Lock Gate { get; } = new();

    public GroupText Subject { get; set; }

    public GroupText? Description { get; set; }

    /// <summary>The switches.</summary>
    public GroupSettings Settings { get; set; } = new();

    /// <summary>What an invitation link ends with.</summary>
    public string InviteCode { get; set; }

    /// <summary>Who wants to join and waits for an admin.</summary>
    public List<JoinRequest> Requests { get; } = [];

    /// <summary>The members, in no particular order. Not to be changed.</summary>
    public GroupMember[] MemberList => _list;

    public IReadOnlyList<GroupMember> Members => _list;

    public bool Has(Phone phone) => RoleOf(phone) is not null;

    public bool IsAdmin(Phone phone) => RoleOf(phone) > GroupRole.Member;

    public bool MaySend(Phone phone) => RoleOf(phone) is { } role && (!Settings.OnlyAdminsSend || role > GroupRole.Member);

    /// <summary>A member's role; null if it is none. Read from the list that messages go by, so it needs no lock.</summary>
    public GroupRole? RoleOf(Phone phone)
    {
        foreach (var member in _list)
        {
            if (member.Phone == phone)
                return member.Role;
        }

        return null;
    }

    /// <summary>Makes someone a member, or gives a member another role.</summary>
    public void Set(Phone phone, GroupRole role)
    {
        _members[phone] = new GroupMember(phone, role);
        _list = [.. _members.Values];
    }

    public bool Remove(Phone phone)
    {
        if (!_members.Remove(phone))
            return false;
        _list = [.. _members.Values];
        return true;
    }
}
