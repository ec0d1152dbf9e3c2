using Wasilo.Grains.Abstractions.Messages;

namespace Wasilo.Grains.Abstractions.Groups;

/// <summary>The groups that a session's account is in. Its key is the session's id, and it is the same grain as <see cref="Sessions.ISessionGrain"/>.</summary>
[Alias("wasilo.ISessionGroupsGrain")]
public interface ISessionGroupsGrain : IGrainWithStringKey
{
    /// <summary>Asks WhatsApp for something about groups, or changes one. A session that doesn't exist answers null.</summary>
    /// <returns>As the message of the answer what was asked for, as JSON; null if nothing was.</returns>
    [Alias("AskGroups")]
    Task<SendAnswer?> AskGroups(GroupRequest request);
}
