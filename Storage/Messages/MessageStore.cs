using System.Text;
using Dapper;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Messages;

/// <summary>Reads the messages and chats of sessions, and deletes what is old.</summary>
public sealed class MessageStore(Database database, KeyRing keys)
{
    /// <summary>How many messages that were sent stay however old they are: their receivers may ask for them.</summary>
    private const int OutgoingKept = 512;

    /// <summary>A session's chats, the one with the latest message first.</summary>
    public async Task<IReadOnlyList<StoredChat>> ListChatsAsync(SessionId session, int limit, int offset, CancellationToken cancellationToken)
    {
        const string Select =
            """
            SELECT c.chat, c.at, n.sealed FROM wasilo_chat AS c
            LEFT JOIN wasilo_contact AS n ON n.session = c.session AND n.contact = c.chat
            WHERE c.session = @Number ORDER BY c.at DESC, c.chat LIMIT @limit OFFSET @offset
            """;
        var cipher = new SessionCipher(keys, session);
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(string Chat, long At, byte[]? Sealed)>(
            Sql.Command(Select, new { session.Number, limit, offset }, cancellationToken));
        return
        [
            .. rows.Select(row => new StoredChat(
                row.Chat,
                DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                row.Sealed is null ? null : Encoding.UTF8.GetString(cipher.Open(MessageTables.Contacts, row.Chat, row.Sealed)))),
        ];
    }

    /// <summary>A chat's messages, the latest first; of all chats if none is named.</summary>
    public Task<IReadOnlyList<StoredMessage>> ListAsync(
        SessionId session, string? chat, int limit, int offset, CancellationToken cancellationToken) => QueryAsync(
            session,
            $"{(chat is null ? "" : "AND chat = @chat")} ORDER BY at DESC, id DESC LIMIT @limit OFFSET @offset",
            new { session.Number, chat, limit, offset },
            cancellationToken);

    /// <summary>The messages with an id in a chat: more than one only if senders chose the same.</summary>
    public Task<IReadOnlyList<StoredMessage>> FindAsync(SessionId session, string chat, string id, CancellationToken cancellationToken) =>
        QueryAsync(session, "AND chat = @chat AND id = @id ORDER BY sender", new { session.Number, chat, id }, cancellationToken);

    /// <summary>Deletes what is older.</summary>
    /// <param name="than">Messages from before this time.</param>
    /// <param name="rest">
    /// From before this time what is kept to know messages again and to send them again; of the latter each session's last ones stay.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many messages were deleted.</returns>
    public async Task<int> DeleteOlderAsync(DateTimeOffset than, DateTimeOffset rest, CancellationToken cancellationToken)
    {
        const string Outgoing =
            """
            DELETE FROM wasilo_outgoing WHERE (session, id) IN (
                SELECT o.session, o.id FROM wasilo_outgoing AS o
                WHERE o.at < @than AND o.state <> 0 AND o.at < (
                    SELECT n.at FROM wasilo_outgoing AS n WHERE n.session = o.session ORDER BY n.at DESC LIMIT 1 OFFSET @OutgoingKept)
                LIMIT @DeletedAtOnce)
            """;
        const string Received =
            """
            DELETE FROM wasilo_received WHERE (session, fingerprint) IN (
                SELECT session, fingerprint FROM wasilo_received WHERE at < @than LIMIT @DeletedAtOnce)
            """;
        const string Messages =
            """
            DELETE FROM wasilo_message WHERE (session, chat, id, sender) IN (
                SELECT session, chat, id, sender FROM wasilo_message WHERE at < @than LIMIT @DeletedAtOnce)
            """;
        var parameters = new { than = rest.ToUnixTimeMilliseconds(), DeleteInParts.DeletedAtOnce, OutgoingKept };
        await database.DeleteInPartsAsync(Outgoing, parameters, cancellationToken);
        await database.DeleteInPartsAsync(Received, parameters, cancellationToken);
        return await database.DeleteInPartsAsync(Messages, parameters with { than = than.ToUnixTimeMilliseconds() }, cancellationToken);
    }

    private async Task<IReadOnlyList<StoredMessage>> QueryAsync(
        SessionId session, string rest, object parameters, CancellationToken cancellationToken)
    {
        var cipher = new SessionCipher(keys, session);
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(string Chat, string Id, string Sender, long At, long Ack, byte[] Sealed)>(
            Sql.Command(
                $"SELECT chat, id, sender, at, ack, sealed FROM wasilo_message WHERE session = @Number {rest}", parameters, cancellationToken));
        return
        [
            .. rows.Select(row => new StoredMessage(
                row.Chat,
                row.Id,
                row.Sender,
                DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                (int)row.Ack,
                cipher.Open(MessageTables.Messages, MessageRows.KeyOf(row.Chat, row.Id, row.Sender), row.Sealed))),
        ];
    }
}
