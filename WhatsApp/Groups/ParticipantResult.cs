using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>What became of one of the members that were to be changed.</summary>
/// <param name="Id">Who.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">The server's number if it failed, as in HTTP.</param>
/// <param name="Invitation">What can be sent to someone who can't be added, so that they join by themselves.</param>
public sealed record ParticipantResult(Jid Id, ParticipantOutcome Outcome, int? Code = null, PersonalInvitation? Invitation = null);

/// <summary>An invitation for one person, sent as a message.</summary>
/// <param name="Code">What proves it. It isn't for logs.</param>
/// <param name="Expires">Until when it is valid.</param>
public sealed record PersonalInvitation(string Code, DateTimeOffset? Expires)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"PersonalInvitation {{ Expires = {Expires} }}";
}

/// <summary>What became of a change of a member.</summary>
public enum ParticipantOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>403: the account's privacy settings don't allow it to be added; send it an invitation.</summary>
    NeedsInvitation,

    /// <summary>404: there is no such account or member.</summary>
    NotFound,

    /// <summary>408: the account left the group not long ago; it can join by an invitation.</summary>
    LeftRecently,

    /// <summary>409: it is so already.</summary>
    AlreadySo,

    /// <summary>Something else; the code tells.</summary>
    Failed,
}
