using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Events;

/// <summary>What is told of sessions with their events. Whose device a session is stays what it is as long as its status does.</summary>
internal sealed class SessionFaces(EngineStores stores, ISiloStatusOracle membership)
{
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, (DateTimeOffset StatusAt, LinkedAccount? Me)> _known = [];

    public async Task<EventContext> OfAsync(SessionRecord session, SessionConfig config, CancellationToken cancellationToken) =>
        new(session, config.Metadata, await MeAsync(session, cancellationToken), membership.SiloName);

    private async Task<LinkedAccount?> MeAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(session.Id, out var known) && known.StatusAt == session.StatusAt)
                return known.Me;
        }

        var me = await LoadAsync(session.Id, cancellationToken);
        lock (_lock)
        {
            if (_known.Count >= Kept)
                _known.Clear();
            _known[session.Id] = (session.StatusAt, me);
        }

        return me;
    }

    /// <summary>Null also if the credentials can't be read: events are told all the same.</summary>
    private async Task<LinkedAccount?> LoadAsync(SessionId session, CancellationToken cancellationToken)
    {
        try
        {
            return LinkedAccounts.Of(await stores.Of(session).LoadCredentialsAsync(cancellationToken));
        }
        catch (UnreadableCredentialsException)
        {
            return null;
        }
    }
}
