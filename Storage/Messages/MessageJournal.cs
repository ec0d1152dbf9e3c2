using System.Security.Cryptography;
using System.Text;
using Dapper;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Events;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Messages;

/// <summary>What is received and sent by one session, written together with its ratchets.</summary>
public sealed class MessageJournal(Database database, SqlEngineStore store, KeyRing keys)
{
    private const int FingerprintBytes = 16;

    private readonly SessionCipher _cipher = new(keys, store.Session);

    /// <summary>Whose.</summary>
    public SessionId Session => store.Session;

    /// <summary>What makes a message that message, short. It is made of what others choose, so it is a hash that they can't bend.</summary>
    public static string FingerprintOf(MessageKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = Encoding.UTF8.GetBytes($"{key.Chat}\0{key.Sender}\0{key.Id}");
        return Convert.ToBase64String(SHA256.HashData(text).AsSpan(0, FingerprintBytes));
    }

    /// <summary>Writes all of it or nothing; only who has this epoch may.</summary>
    /// <exception cref="StaleOwnerException">Someone else has taken over. Nothing was written.</exception>
    /// <exception cref="StorageException">It wasn't written, or nobody knows.</exception>
    public ValueTask CommitAsync(MessageCommit commit, long epoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return store.CommitAsync(
            commit.Delta, [.. MessageRows.Of(commit, _cipher), .. EventRows.Of(commit.Events, _cipher)], epoch, cancellationToken);
    }

    /// <summary>Which of these were received before, and whether only their placeholders were.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> FindReceivedAsync(
        IReadOnlyCollection<string> fingerprints, CancellationToken cancellationToken)
    {
        if (fingerprints.Count == 0)
            return new Dictionary<string, bool>();
        var isAny = database.Kind == DatabaseKind.PostgreSql ? "= ANY (@fingerprints)" : "IN @fingerprints";
        var select = $"SELECT fingerprint, is_placeholder FROM wasilo_received WHERE session = @Number AND fingerprint {isAny}";
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(string Fingerprint, long IsPlaceholder)>(
            Sql.Command(select, new { Session.Number, fingerprints = fingerprints.ToArray() }, cancellationToken));
        return rows.ToDictionary(static row => row.Fingerprint, static row => row.IsPlaceholder == 1);
    }

    /// <summary>A message that was taken to be sent; null if it isn't kept.</summary>
    public async Task<OutgoingRecord?> FindOutgoingAsync(string id, CancellationToken cancellationToken) =>
        (await QueryOutgoingAsync("id = @id", new { Session.Number, id }, cancellationToken)).SingleOrDefault();

    /// <summary>Messages that the server hasn't answered, in the order in which they were encrypted.</summary>
    public async Task<IReadOnlyList<OutgoingMessage>> LoadPendingAsync(CancellationToken cancellationToken) =>
        [.. (await QueryOutgoingAsync("state = 0", new { Session.Number }, cancellationToken)).Select(static record => record.Message)];

    private async Task<IReadOnlyList<OutgoingRecord>> QueryOutgoingAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        var select =
            $"""
            SELECT id AS Id, device AS Device, chat AS Chat, at AS At, state AS State, settled_at AS SettledAt, error AS Error, sealed AS Sealed
            FROM wasilo_outgoing WHERE session = @Number AND {where} ORDER BY at, id
            """;
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<OutgoingRow>(Sql.Command(select, parameters, cancellationToken));
        return [.. rows.Select(row => row.ToRecord(_cipher))];
    }

    private sealed class OutgoingRow
    {
        public string Id { get; init; } = string.Empty;

        public string Device { get; init; } = string.Empty;

        public string Chat { get; init; } = string.Empty;

        public long At { get; init; }

        public long State { get; init; }

        public long? SettledAt { get; init; }

        public long? Error { get; init; }

        public byte[] Sealed { get; init; } = [];

        public OutgoingRecord ToRecord(SessionCipher cipher)
        {
            var (plaintext, stanza) = MessageRows.Unpack(cipher.Open(MessageTables.Outgoing, Id, Sealed));
            var message = new OutgoingMessage(
                Id, Jid.Parse(Device), Jid.Parse(Chat), plaintext, stanza, DateTimeOffset.FromUnixTimeMilliseconds(At));
            var settlement = State == 0 ? null : new Settlement(Id, DateTimeOffset.FromUnixTimeMilliseconds(SettledAt ?? At), (int?)Error);
            return new OutgoingRecord(message, settlement);
        }
    }
}
