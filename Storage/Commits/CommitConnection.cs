namespace Wasilo.Storage.Commits;

/// <summary>Picks the right kind of connection.</summary>
internal static class CommitConnection
{
    public static ICommitConnection To(Database database) =>
        database.Kind == DatabaseKind.Sqlite ? new SqliteCommitConnection(database) : new PostgresCommitConnection(database);
}
