using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Engine;

/// <summary>Gives each session its store. All of them share the writer and the connections of this process.</summary>
public sealed class EngineStores(Database database, GroupCommitWriter writer, KeyRing keys)
{
    /// <summary>The store of a session that is in the database. Making one costs next to nothing.</summary>
    public SqlEngineStore Of(SessionId session) => new(database, writer, keys, session);
}
