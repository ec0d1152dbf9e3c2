using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions;

/// <summary>Whose device a session is, read from its credentials when they may have changed.</summary>
internal sealed class LinkedAccountCache(EngineFactory engines)
{
    private (long Epoch, SessionStatus Status)? _known;
    private LinkedAccount? _me;

    public async Task<LinkedAccount?> GetAsync(SessionId session, SessionState state)
    {
        if (state.Status is SessionStatus.ScanQrCode or SessionStatus.LoggedOut || state.Phase == SessionPhase.Deleted)
            return null;
        var now = (state.Epoch, state.Status);
        if (_known == now)
            return _me;

        try
        {
            var credentials = await engines.StoreOf(session).LoadCredentialsAsync(CancellationToken.None);
            _me = LinkedAccounts.Of(credentials);
            _known = now;
        }
        catch (Exception problem) when (problem is StorageException || StorageProblems.IsOfDatabase(problem))
        {
            // Whether the credentials can be read is the start's matter; what was known last is better than no answer.
        }

        return _me;
    }
}
