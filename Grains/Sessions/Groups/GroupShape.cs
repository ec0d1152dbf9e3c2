using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Grains.Sessions.Messages;
using Wasilo.WhatsApp.Groups;

namespace Wasilo.Grains.Sessions.Groups;

/// <summary>A group in JSON.</summary>
internal sealed record GroupShape
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required string Id { get; init; }

    public required string Subject { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public long? Creation { get; init; }

    public int Size { get; init; }

    /// <summary>Whether only admins may write.</summary>
    public bool Announce { get; init; }

    /// <summary>Whether only admins may change what is said of it.</summary>
    public bool Restrict { get; init; }

    public MemberShape[]? Participants { get; init; }

    /// <summary>Of a new group: who couldn't be added.</summary>
    public MemberShape[]? NotAdded { get; init; }

    public static GroupShape Of(GroupInfo group, bool withMembers = true) => new()
    {
        Id = group.Id.ToString(),
        Subject = group.Subject,
        Description = group.Description?.Text,
        Owner = (group.CreatorPhoneNumber ?? group.Creator) is { } creator ? WahaIds.Of(creator) : null,
        Creation = group.CreatedAt?.ToUnixTimeSeconds(),
        Size = Math.Max(group.Size, group.Participants.Count),
        Announce = group.Settings.OnlyAdminsWrite,
        Restrict = group.Settings.OnlyAdminsEdit,
        Participants = withMembers ? [.. group.Participants.Select(MemberShape.Of)] : null,
    };
}

/// <summary>A member of a group in JSON.</summary>
/// <param name="Id">As the group names it.</param>
/// <param name="Pn">By phone number.</param>
/// <param name="Role">participant, admin or superadmin.</param>
/// <param name="Outcome">What came of a change.</param>
internal sealed record MemberShape(string Id, string? Pn, string? Role, string? Outcome)
{
    public static MemberShape Of(GroupParticipant member) => new(
        WahaIds.Of(member.Id),
        member.PhoneNumber is { } number ? WahaIds.Of(number) : null,
        member.Role switch { GroupRole.Admin => "admin", GroupRole.Owner => "superadmin", _ => "participant" },
        null);
}

/// <summary>A group that was joined, or that asks its admins first.</summary>
internal sealed record JoinShape(string Id, bool AwaitsApproval);
