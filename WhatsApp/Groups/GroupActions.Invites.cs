using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Invitations by link.</summary>
public sealed partial class GroupActions
{
    /// <summary>What links to a group begin with; the code follows.</summary>
    public const string InviteLink = "https://chat.whatsapp.com/";

    /// <summary>The code of a group's link. Whoever has it can join: it isn't for logs.</summary>
    public async Task<string> GetInviteCodeAsync(Jid group, CancellationToken cancellationToken = default)
    {
        Require(group);
        return ReadCode(await _queries.AskAsync("get", group, new Node("invite")).WaitAsync(cancellationToken));
    }

    /// <summary>Makes the code of a group's link void, and returns a new one.</summary>
    public async Task<string> RevokeInviteCodeAsync(Jid group, CancellationToken cancellationToken = default) =>
        ReadCode(await ChangeAsync(group, new Node("invite"), cancellationToken));

    /// <summary>What the group of a link is like, without joining it.</summary>
    /// <param name="code">The code, or the whole link.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InviteRevokedException">The code is void.</exception>
    public async Task<GroupInfo> GetByInviteAsync(string code, CancellationToken cancellationToken = default)
    {
        var answer = await _queries.AskAsync("get", Jid.Groups, InviteOf(code)).WaitAsync(cancellationToken);
        return answer.Child("group") is { } group && GroupReader.Read(group) is { } info
            ? info
            : throw new UnexpectedAnswerException("The answer about an invitation doesn't describe a group.");
    }

    /// <summary>Joins the group of a link, or asks its admins for it.</summary>
    /// <param name="code">The code, or the whole link.</param>
    /// <param name="cancellationToken">Gives up waiting; this account may be in the group nonetheless.</param>
    /// <exception cref="InviteRevokedException">The code is void.</exception>
    public async Task<JoinResult> JoinByInviteAsync(string code, CancellationToken cancellationToken = default)
    {
        var answer = await _queries.AskAsync("set", Jid.Groups, InviteOf(code)).WaitAsync(cancellationToken);
        if (answer.Child("group")?.Jid("jid") is { } joined)
            return new JoinResult(joined, AwaitsApproval: false);
        return answer.Child("membership_approval_request")?.Jid("jid") is { } asked
            ? new JoinResult(asked, AwaitsApproval: true)
            : throw new UnexpectedAnswerException("The answer to an invitation doesn't name a group.");
    }

    private static Node InviteOf(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        string bare = code.Trim();
        if (bare.StartsWith(InviteLink, StringComparison.OrdinalIgnoreCase))
            bare = bare[InviteLink.Length..].Split('?', 2)[0]; // links say behind it how they were shared
        return bare.Length > 0 && bare.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? new Node("invite", [("code", bare)])
            : throw new ArgumentException($"This is no invitation code; the code is what follows {InviteLink} in a link.", nameof(code));
    }

    private static string ReadCode(Node answer) => answer.Child("invite")?["code"]
        ?? throw new UnexpectedAnswerException("The answer about a group's invitation has no code.");
}
