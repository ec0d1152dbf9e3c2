using Wasilo.Grains.Abstractions.Groups;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Sessions.Groups;

namespace Wasilo.Grains.Sessions;

/// <summary>The groups that the session's account is in.</summary>
internal sealed partial class SessionGrain
{
    private readonly GroupDesk _groups = new(services.Engines);

    public async Task<SendAnswer?> AskGroups(GroupRequest request) => Find() is { } actor ? await _groups.AskAsync(actor, request) : null;
}
