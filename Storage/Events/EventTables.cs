using Wasilo.Storage.Commits;

namespace Wasilo.Storage.Events;

/// <summary>The tables of events, and how their rows are changed in commits of sessions.</summary>
internal static class EventTables
{
    public const string Events = "wasilo_event";
    public const string Webhooks = "wasilo_webhook";
    public const string Deliveries = "wasilo_delivery";

    public static readonly IReadOnlyList<string> All = [Events, Webhooks, Deliveries];

    private static readonly RowColumn[] EventColumns =
        [RowColumn.Text("id"), RowColumn.Text("type"), RowColumn.Number("at"), RowColumn.Bytes("sealed")];

    private static readonly RowColumn[] WakeColumns = [RowColumn.Text("webhook"), RowColumn.Number("due_at")];

    /// <summary>
    /// Adds an event behind the session's last one. The number is good because only the session's owner gets here, and its commits come one
    /// after the other; if ever two do at once, the second is refused and can be tried again.
    /// </summary>
    public static readonly RowStatement Add = new(
        Events,
        EventColumns,
        $"""
        INSERT INTO wasilo_event (session, seq, id, type, at, sealed)
        SELECT x.session,
            coalesce((SELECT max(e.seq) FROM wasilo_event AS e WHERE e.session = x.session), 0)
                + row_number() OVER (PARTITION BY x.session ORDER BY x.place),
            x.id, x.type, x.at, x.sealed
        FROM {RowStatements.Unnest(EventColumns)} WITH ORDINALITY AS x (session, id, type, at, sealed, place)
        ON CONFLICT (session, id) DO NOTHING
        """,
        """
        INSERT INTO wasilo_event (session, seq, id, type, at, sealed)
        VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM wasilo_event WHERE session = ?1), ?2, ?3, ?4, ?5)
        ON CONFLICT (session, id) DO NOTHING
        """);

    /// <summary>Seals an event anew.</summary>
    public static readonly RowStatement Reseal = RowStatements.Update(Events, [RowColumn.Text("id")], RowColumn.Bytes("sealed"));

    /// <summary>
    /// Says that a webhook has something to do. One that waits for its next try goes on waiting; one that is new begins with what comes, so
    /// this stands before the events in a commit.
    /// </summary>
    public static readonly RowStatement Wake = new(
        Webhooks,
        WakeColumns,
        $"""
        INSERT INTO wasilo_webhook AS w (session, webhook, position, wakes, due_at, attempts)
        SELECT x.session, x.webhook, coalesce((SELECT max(e.seq) FROM wasilo_event AS e WHERE e.session = x.session), 0), 1, x.due_at, 0
        FROM {RowStatements.Unnest(WakeColumns)} AS x (session, webhook, due_at)
        ON CONFLICT (session, webhook) DO UPDATE SET wakes = w.wakes + 1, due_at = coalesce(w.due_at, excluded.due_at)
        """,
        """
        INSERT INTO wasilo_webhook AS w (session, webhook, position, wakes, due_at, attempts)
        VALUES (?1, ?2, (SELECT coalesce(max(seq), 0) FROM wasilo_event WHERE session = ?1), 1, ?3, 0)
        ON CONFLICT (session, webhook) DO UPDATE SET wakes = w.wakes + 1, due_at = coalesce(w.due_at, excluded.due_at)
        """);
}
