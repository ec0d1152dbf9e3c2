namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of the ways in which the server refuses what is asked about a group.</summary>
public abstract class GroupException : RequestException
{
    private protected GroupException(RequestRefusedException refusal, string message)
        : base(message)
    {
        Code = refusal.Code;
        Text = refusal.Text;
    }

    /// <summary>The server's number for it, as in HTTP.</summary>
    public int Code { get; }

    /// <summary>The server's word for it.</summary>
    public string? Text { get; }

    internal static Exception Of(RequestRefusedException refusal) => refusal.Code switch
    {
        401 => new NotGroupMemberException(refusal),
        403 => new GroupForbiddenException(refusal),
        404 => new GroupNotFoundException(refusal),
        406 => new GroupRequestInvalidException(refusal),
        409 => new GroupConflictException(refusal),
        410 => new InviteRevokedException(refusal),
        419 => new GroupFullException(refusal),
        _ => refusal,
    };
}

/// <summary>This account isn't a member, or not one who may see this.</summary>
public sealed class NotGroupMemberException(RequestRefusedException refusal) : GroupException(
    refusal, "This account isn't a member of the group, or was removed from it. Let an admin add it, or join by an invitation.");

/// <summary>This account may not do this.</summary>
public sealed class GroupForbiddenException(RequestRefusedException refusal) : GroupException(
    refusal, "This account may not do this in the group. Let an admin do it, or make the account an admin.");

/// <summary>There is no such group.</summary>
public sealed class GroupNotFoundException(RequestRefusedException refusal) : GroupException(
    refusal, "There is no such group, or no longer. Check its jid.");

/// <summary>The server doesn't take what was asked.</summary>
public sealed class GroupRequestInvalidException(RequestRefusedException refusal) : GroupException(
    refusal, "The server doesn't take this: an invitation code that isn't one, or a text that is too long. Check what was given.");

/// <summary>Something changed meanwhile, or is so already.</summary>
public sealed class GroupConflictException(RequestRefusedException refusal) : GroupException(
    refusal, "Someone else changed the group meanwhile, or it is already as asked. Look at it anew, and try again if need be.");

/// <summary>The invitation is void.</summary>
public sealed class InviteRevokedException(RequestRefusedException refusal) : GroupException(
    refusal, "The invitation was revoked. Ask an admin for a new one.");

/// <summary>No more members fit in.</summary>
public sealed class GroupFullException(RequestRefusedException refusal) : GroupException(
    refusal, "The group is full, or the account is in as many groups as it may be.");
