using System.Globalization;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Secrets;

namespace Wasilo.Storage.Engine;

/// <summary>A table with a column of sealed values, and how its rows are read and written whatever is in them.</summary>
/// <param name="Name">The table.</param>
/// <param name="Put">Writes a row; its columns are the rest of the key, then the sealed value.</param>
internal sealed record SealedTable(string Name, RowStatement Put)
{
    public static readonly IReadOnlyList<SealedTable> All =
    [
        new(EngineTables.Credentials, EngineTables.PutCredentials),
        new(EngineTables.PreKeys, EngineTables.PutPreKey),
        new(EngineTables.Sessions, EngineTables.PutSession),
        new(EngineTables.SenderKeys, EngineTables.PutSenderKey),
        new(EngineTables.AppState, EngineTables.PutAppState),
        new(ConfigCipher.Table, RowStatements.Put(ConfigCipher.Table, [], RowColumn.Bytes("sealed"))),
        new(EventTables.Events, EventTables.Reseal),
        new(MessageTables.Messages, MessageTables.ResealMessage),
        new(MessageTables.Contacts, MessageTables.PutContact),
        new(MessageTables.Outgoing, MessageTables.ResealOutgoing),
    ];

    /// <summary>The columns of <see cref="Put"/>, for a SELECT.</summary>
    public string Columns { get; } = string.Join(", ", Put.Columns.Select(static column => column.Name));

    /// <summary>The text of a row's key, as it is sealed with.</summary>
    /// <param name="values">Of <see cref="Columns"/>.</param>
    public static string RowOf(IReadOnlyList<object?> values) =>
        string.Join('\n', values.SkipLast(1).Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture)));
}
