using Wasilo.Storage.Commits;

namespace Wasilo.Storage.Messages;

/// <summary>The tables of messages, and how their rows are changed.</summary>
internal static class MessageTables
{
    public const string Messages = "wasilo_message";
    public const string Chats = "wasilo_chat";
    public const string Contacts = "wasilo_contact";
    public const string Received = "wasilo_received";
    public const string Outgoing = "wasilo_outgoing";

    public static readonly IReadOnlyList<string> All = [Messages, Chats, Contacts, Received, Outgoing];

    /// <summary>Adds a message, or replaces it: its placeholder, or what was encrypted again. It stays where it is in time.</summary>
    public static readonly RowStatement PutMessage = RowStatements.Put(
        Messages,
        [RowColumn.Text("chat"), RowColumn.Text("id"), RowColumn.Text("sender")],
        RowColumn.Number("at"),
        RowColumn.Number("ack"),
        RowColumn.Bytes("sealed"));

    /// <summary>Says how far a message of this account got; never back.</summary>
    public static readonly RowStatement Acknowledge = new(
        Messages,
        [RowColumn.Text("id"), RowColumn.Number("ack")],
        $"""
        UPDATE wasilo_message AS t SET ack = x.ack
        FROM (SELECT session, id, max(ack) FROM {RowStatements.Unnest(RowColumn.Text("id"), RowColumn.Number("ack"))} AS u (session, id, ack)
            GROUP BY session, id) AS x (session, id, ack)
        WHERE t.session = x.session AND t.id = x.id AND t.sender = '' AND t.ack < x.ack
        """,
        "UPDATE wasilo_message SET ack = ?3 WHERE session = ?1 AND id = ?2 AND sender = '' AND ack < ?3");

    /// <summary>The server refused a message of this account.</summary>
    public static readonly RowStatement Refuse =
        RowStatements.Update(Messages, [RowColumn.Text("id"), RowColumn.Text("sender")], RowColumn.Number("ack"));

    /// <summary>Seals a message anew.</summary>
    public static readonly RowStatement ResealMessage = RowStatements.Update(
        Messages, [RowColumn.Text("chat"), RowColumn.Text("id"), RowColumn.Text("sender")], RowColumn.Bytes("sealed"));

    /// <summary>Says when a chat's last message was.</summary>
    public static readonly RowStatement PutChat = new(
        Chats,
        [RowColumn.Text("chat"), RowColumn.Number("at")],
        $"""
        INSERT INTO wasilo_chat AS c (session, chat, at) SELECT * FROM {RowStatements.Unnest(RowColumn.Text("chat"), RowColumn.Number("at"))}
        ON CONFLICT (session, chat) DO UPDATE SET at = greatest(c.at, excluded.at)
        """,
        """
        INSERT INTO wasilo_chat AS c (session, chat, at) VALUES (?1, ?2, ?3)
        ON CONFLICT (session, chat) DO UPDATE SET at = max(c.at, excluded.at)
        """);

    public static readonly RowStatement PutContact = RowStatements.Put(Contacts, [RowColumn.Text("contact")], RowColumn.Bytes("sealed"));

    public static readonly RowStatement PutReceived =
        RowStatements.Put(Received, [RowColumn.Text("fingerprint")], RowColumn.Number("is_placeholder"), RowColumn.Number("at"));

    public static readonly RowStatement PutOutgoing = RowStatements.Put(
        Outgoing,
        [RowColumn.Text("id")],
        RowColumn.Text("device"),
        RowColumn.Text("chat"),
        RowColumn.Number("at"),
        RowColumn.Number("state"),
        RowColumn.Number("settled_at"),
        RowColumn.Number("error"),
        RowColumn.Bytes("sealed"));

    /// <summary>The server's answer; once it has taken a message, nothing takes that back.</summary>
    public static readonly RowStatement Settle = new(
        Outgoing,
        SettleColumns,
        $"""
        UPDATE wasilo_outgoing AS t SET state = x.state, settled_at = x.settled_at, error = x.error
        FROM {RowStatements.Unnest(SettleColumns)} AS x (session, id, state, settled_at, error)
        WHERE t.session = x.session AND t.id = x.id AND t.state <> 1
        """,
        "UPDATE wasilo_outgoing SET state = ?3, settled_at = ?4, error = ?5 WHERE session = ?1 AND id = ?2 AND state <> 1");

    /// <summary>Seals a message to be sent anew.</summary>
    public static readonly RowStatement ResealOutgoing = RowStatements.Update(Outgoing, [RowColumn.Text("id")], RowColumn.Bytes("sealed"));

    private static RowColumn[] SettleColumns =>
        [RowColumn.Text("id"), RowColumn.Number("state"), RowColumn.Number("settled_at"), RowColumn.Number("error")];
}
