using Wasilo.Storage.Commits;

namespace Wasilo.Storage.Engine;

/// <summary>The engine's tables, and how their rows are changed.</summary>
internal static class EngineTables
{
    public const string Credentials = "wasilo_credentials";
    public const string PreKeys = "wasilo_prekey";
    public const string Sessions = "wasilo_signal_session";
    public const string Identities = "wasilo_identity";
    public const string SenderKeys = "wasilo_sender_key";
    public const string AppState = "wasilo_app_state";
    public const string Lids = "wasilo_lid";

    public static readonly IReadOnlyList<string> All = [Credentials, PreKeys, Sessions, Identities, SenderKeys, AppState, Lids];

    /// <summary>Deletes what a session has in each table.</summary>
    public static readonly IReadOnlyList<RowStatement> Wipes = [.. All.Select(static table => RowStatements.Delete(table))];

    public static readonly RowStatement PutCredentials = RowStatements.Put(Credentials, [], Sealed);

    public static readonly RowStatement PutPreKey = RowStatements.Put(PreKeys, [RowColumn.Number("id")], Sealed);
    public static readonly RowStatement DeletePreKey = RowStatements.Delete(PreKeys, RowColumn.Number("id"));

    public static readonly RowStatement PutSession = RowStatements.Put(Sessions, [RowColumn.Text("address")], Sealed);
    public static readonly RowStatement DeleteSession = RowStatements.Delete(Sessions, RowColumn.Text("address"));

    public static readonly RowStatement PutIdentity = RowStatements.Put(Identities, [RowColumn.Text("address")], RowColumn.Bytes("key"));

    public static readonly RowStatement PutSenderKey =
        RowStatements.Put(SenderKeys, [RowColumn.Text("chat"), RowColumn.Text("sender")], Sealed);

    public static readonly RowStatement DeleteSenderKey =
        RowStatements.Delete(SenderKeys, RowColumn.Text("chat"), RowColumn.Text("sender"));

    public static readonly RowStatement PutAppState = RowStatements.Put(AppState, [RowColumn.Text("collection")], Sealed);
    public static readonly RowStatement DeleteAppState = RowStatements.Delete(AppState, RowColumn.Text("collection"));

    public static readonly RowStatement PutLid = RowStatements.Put(Lids, [RowColumn.Text("phone")], RowColumn.Text("lid"));
    public static readonly RowStatement DeletePhone = RowStatements.Delete(Lids, RowColumn.Text("phone"));
    public static readonly RowStatement DeleteLid = RowStatements.Delete(Lids, RowColumn.Text("lid"));

    private static RowColumn Sealed => RowColumn.Bytes("sealed");
}
