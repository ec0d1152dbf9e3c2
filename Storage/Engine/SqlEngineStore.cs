using Dapper;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Engine;

/// <summary>
/// What the engine keeps of one session, in the database. It holds nothing in memory but the session's key, so what it loads
/// is what is durable.
/// </summary>
public sealed class SqlEngineStore : IEngineStore
{
    private readonly Database _database;
    private readonly GroupCommitWriter _writer;
    private readonly SessionCipher _cipher;

    /// <summary>The store of a session that is in <c>wasilo_session</c>.</summary>
    public SqlEngineStore(Database database, GroupCommitWriter writer, KeyRing keys, SessionId session)
    {
        _database = database;
        _writer = writer;
        _cipher = new SessionCipher(keys, session);
        Session = session;
    }

    /// <summary>Whose store it is.</summary>
    public SessionId Session { get; }

    /// <inheritdoc/>
    /// <exception cref="UnreadableCredentialsException">There are credentials, but they can't be read.</exception>
    public async ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken)
    {
        var value = await FindAsync("SELECT sealed FROM wasilo_credentials WHERE session = @session", default, cancellationToken);
        if (value is null)
            return null;
        try
        {
            return CredentialsCodec.Decode(_cipher.Open(EngineTables.Credentials, string.Empty, value));
        }
        catch (Exception problem) when (problem is UnreadableSecretException or FormatException)
        {
            throw new UnreadableCredentialsException(Session, problem);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableSecretException">One of them can't be read.</exception>
    public async ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken)
    {
        const string Select = "SELECT id, sealed FROM wasilo_prekey WHERE session = @session AND id >= @first AND id < @end ORDER BY id";
        var parameters = new { session = Session.Number, first = (long)firstId, end = firstId + (long)count };
        await using var turn = await _database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(long Id, byte[] Sealed)>(
            Sql.Command(Select, parameters, cancellationToken));
        return [.. rows.Select(row => OpenPreKey((uint)row.Id, row.Sealed))];
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableSecretException">It can't be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken)
    {
        const string Select = "SELECT sealed FROM wasilo_signal_session WHERE session = @session AND address = @first";
        var row = address.ToString();
        var value = await FindAsync(Select, new Keys(row), cancellationToken);
        return OpenIfAny(EngineTables.Sessions, row, value);
    }

    /// <inheritdoc/>
    public async ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken)
    {
        const string Select = "SELECT key FROM wasilo_identity WHERE session = @session AND address = @first";
        var value = await FindAsync(Select, new Keys(address.ToString()), cancellationToken);
        try
        {
            return value is null ? null : PublicKey.FromRaw(value);
        }
        catch (InvalidKeyException problem)
        {
            throw new TamperedSecretException(Session, EngineTables.Identities, "it is no key", problem);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableSecretException">It can't be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken)
    {
        const string Select = "SELECT sealed FROM wasilo_sender_key WHERE session = @session AND chat = @first AND sender = @second";
        var (chat, address) = (JidText.Write(group, JidText.Groups), sender.ToString());
        var value = await FindAsync(Select, new Keys(chat, address), cancellationToken);
        return OpenIfAny(EngineTables.SenderKeys, DeltaRows.SenderKeyRow(chat, address), value);
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableSecretException">It can't be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken)
    {
        const string Select = "SELECT sealed FROM wasilo_app_state WHERE session = @session AND collection = @first";
        var value = await FindAsync(Select, new Keys(collection), cancellationToken);
        return OpenIfAny(EngineTables.AppState, collection, value);
    }

    /// <inheritdoc/>
    public async ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken)
    {
        const string Select = "SELECT lid FROM wasilo_lid WHERE session = @session AND phone = @first";
        var lid = await FindTextAsync(Select, JidText.Write(phoneNumber, JidText.Phones), cancellationToken);
        return lid is null ? null : JidText.Read(lid, JidText.Lids);
    }

    /// <inheritdoc/>
    public async ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken)
    {
        const string Select = "SELECT phone FROM wasilo_lid WHERE session = @session AND lid = @first";
        var phone = await FindTextAsync(Select, JidText.Write(lid, JidText.Lids), cancellationToken);
        return phone is null ? null : JidText.Read(phone, JidText.Phones);
    }

    /// <inheritdoc/>
    /// <exception cref="CommitUnknownException">It may or may not have been written.</exception>
    /// <exception cref="CommitRejectedException">The database refuses it. Nothing was written.</exception>
    /// <exception cref="CommitNotWrittenException">The database was away for too long. Nothing was written.</exception>
    public ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delta);
        return CommitAsync(delta, [], epoch, cancellationToken);
    }

    /// <summary>Writes a delta together with rows of other tables.</summary>
    internal async ValueTask CommitAsync(StoreDelta delta, IReadOnlyList<RowChange> others, long epoch, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowChange> rows = DeltaRows.Of(delta, _cipher);
        await _writer.CommitAsync(new SessionCommit(Session, epoch, others.Count == 0 ? rows : [.. rows, .. others]), cancellationToken);
    }

    private PreKey OpenPreKey(uint id, byte[] value)
    {
        try
        {
            return new PreKey(id, KeyPair.FromPrivateKey(Open(EngineTables.PreKeys, DeltaRows.PreKeyRow(id), value)));
        }
        catch (InvalidKeyException problem)
        {
            throw new TamperedSecretException(Session, EngineTables.PreKeys, "it is no key", problem);
        }
    }

    private byte[] Open(string table, string row, byte[] value) => _cipher.Open(table, row, value);

    // Spelled out, because an array that is null converts to memory that is empty and there.
    private ReadOnlyMemory<byte>? OpenIfAny(string table, string row, byte[]? value)
    {
        if (value is null)
            return null;
        return Open(table, row, value);
    }

    private Task<byte[]?> FindAsync(string select, Keys keys, CancellationToken cancellationToken) =>
        FindAsync<byte[]>(select, keys, cancellationToken);

    private Task<string?> FindTextAsync(string select, string key, CancellationToken cancellationToken) =>
        FindAsync<string>(select, new Keys(key), cancellationToken);

    private async Task<TValue?> FindAsync<TValue>(string select, Keys keys, CancellationToken cancellationToken)
        where TValue : class
    {
        var parameters = new { session = Session.Number, first = keys.First, second = keys.Second };
        await using var turn = await _database.OpenToLoadAsync(cancellationToken);
        return await turn.Connection.ExecuteScalarAsync<TValue>(Sql.Command(select, parameters, cancellationToken));
    }

    private readonly record struct Keys(string? First, string? Second = null);
}
