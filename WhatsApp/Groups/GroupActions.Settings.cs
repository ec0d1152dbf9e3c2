using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>What a group is called and how it is set up.</summary>
public sealed partial class GroupActions
{
    /// <summary>Gives a group another name.</summary>
    public Task SetSubjectAsync(Jid group, string subject, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        return ChangeAsync(group, new Node("subject", content: subject), cancellationToken);
    }

    /// <summary>Gives a group another description.</summary>
    /// <param name="group">The group.</param>
    /// <param name="description">The text; null or empty removes what is there.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made nonetheless.</param>
    /// <exception cref="Errors.GroupConflictException">Someone else changed it at the same moment. Nothing was changed here.</exception>
    public async Task SetDescriptionAsync(Jid group, string? description, CancellationToken cancellationToken = default)
    {
        // A change names the text that it replaces, so that two at once don't overwrite each other unseen.
        string? previous = (await GetAsync(group, cancellationToken)).Description?.Id;
        var change = string.IsNullOrEmpty(description)
            ? new Node("description", [("delete", "true"), ("prev", previous)])
            : new Node("description", [("id", NewKey()), ("prev", previous)], [new Node("body", content: description)]);
        await ChangeAsync(group, change, cancellationToken);
    }

    /// <summary>Whether only admins may write.</summary>
    public Task SetOnlyAdminsWriteAsync(Jid group, bool value, CancellationToken cancellationToken = default) =>
        ChangeAsync(group, new Node(value ? "announcement" : "not_announcement"), cancellationToken);

    /// <summary>Whether only admins may change name, picture and description.</summary>
    public Task SetOnlyAdminsEditAsync(Jid group, bool value, CancellationToken cancellationToken = default) =>
        ChangeAsync(group, new Node(value ? "locked" : "unlocked"), cancellationToken);

    /// <summary>Whether only admins may add members.</summary>
    public Task SetOnlyAdminsAddAsync(Jid group, bool value, CancellationToken cancellationToken = default) =>
        ChangeAsync(group, SettingNodes.AddMode(value), cancellationToken);

    /// <summary>Whether admins must let in who has the link.</summary>
    public Task SetAdminsApproveAsync(Jid group, bool value, CancellationToken cancellationToken = default) =>
        ChangeAsync(group, SettingNodes.ApprovalMode(value), cancellationToken);

    /// <summary>How long messages stay from now on.</summary>
    /// <param name="group">The group.</param>
    /// <param name="time">How long; WhatsApp's own clients offer 1, 7 and 90 days. Null: for good.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made nonetheless.</param>
    public Task SetMessagesExpireAfterAsync(Jid group, TimeSpan? time, CancellationToken cancellationToken = default)
    {
        if (time is { } value)
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1), nameof(time));
        return ChangeAsync(group, SettingNodes.Ephemeral(time), cancellationToken);
    }
}
