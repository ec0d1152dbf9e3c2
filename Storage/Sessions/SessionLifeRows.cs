using Wasilo.Storage.Commits;

namespace Wasilo.Storage.Sessions;

/// <summary>What a session is, as a row of a commit.</summary>
internal static class SessionLifeRows
{
    private static readonly RowStatement Set = RowStatements.Update(
        "wasilo_session",
        [],
        RowColumn.Text("status"),
        RowColumn.Text("reason"),
        RowColumn.Number("retry_at"),
        RowColumn.Text("history"),
        RowColumn.Number("status_at"));

    public static RowChange Of(SessionLife life) => new(
        Set, string.Empty, life.Status, life.Reason, life.RetryAt?.ToUnixTimeMilliseconds(), life.History, life.StatusAt.ToUnixTimeMilliseconds());
}
