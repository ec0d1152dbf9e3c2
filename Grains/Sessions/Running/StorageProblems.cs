using System.Data.Common;
using Wasilo.Storage;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>Tells a database that is away from everything else that can be wrong.</summary>
internal static class StorageProblems
{
    public static bool IsOfDatabase(Exception problem) => problem is DbException or TimeoutException or IOException
        or OperationCanceledException or ObjectDisposedException
        or StorageUnavailableException or CommitUnknownException or CommitNotWrittenException or CommitRejectedException;

    public static bool IsGone(Exception problem) => problem is SessionNotFoundException;
}
