using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Storage.Events;

/// <summary>
/// Writes what happens in sessions, together with what they are: both or neither. It shares the writer of all sessions, so a busy node pays
/// for one fsync and not for many.
/// </summary>
public sealed class SessionJournal(GroupCommitWriter writer, KeyRing keys)
{
    /// <summary>Writes; only who has this epoch may. False if it is over, and then nothing is changed.</summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="epoch">The writer's.</param>
    /// <param name="life">What the session is now; null if it stays what it is.</param>
    /// <param name="events">What happened. One that is there already stays as it is.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be written all the same.</param>
    /// <exception cref="CommitUnknownException">It may or may not have been written.</exception>
    /// <exception cref="CommitRejectedException">The database refuses it. Nothing was written.</exception>
    /// <exception cref="CommitNotWrittenException">The database was away for too long. Nothing was written.</exception>
    public async Task<bool> WriteAsync(
        SessionId session, long epoch, SessionLife? life, EventBatch events, CancellationToken cancellationToken)
    {
        var rows = EventRows.Of(events, new SessionCipher(keys, session));
        if (life is not null)
            rows = rows.Prepend(SessionLifeRows.Of(life));
        try
        {
            await writer.CommitAsync(new SessionCommit(session, epoch, [.. rows]), cancellationToken);
            return true;
        }
        catch (StaleOwnerException)
        {
            return false;
        }
    }
}
