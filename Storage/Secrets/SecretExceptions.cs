using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Secrets;

/// <summary>
/// A secret is in the database and can't be read. It is never treated as absent: the engine would make a new device in its
/// place.
/// </summary>
public abstract class UnreadableSecretException : StorageException
{
    private protected UnreadableSecretException(SessionId session, string table, string problem, Exception? innerException = null)
        : base($"A row of session {session} in {table} can't be read: {problem}", innerException)
    {
        Session = session;
        Table = table;
    }

    /// <summary>Whose it is.</summary>
    public SessionId Session { get; }

    /// <summary>Where it is.</summary>
    public string Table { get; }
}

/// <summary>It is sealed with a master key that this process doesn't have.</summary>
public sealed class UnknownEncryptionKeyException(SessionId session, string table, string keyId, KeyRing ring)
    : UnreadableSecretException(
        session,
        table,
        $"it is sealed with master key {keyId}, and this process has {string.Join(", ", ring.Names)}. " +
        $"Give it key {keyId} as well, in Storage:FormerEncryptionKeys; all nodes need the same keys.")
{
    /// <summary>The id of the key that is needed, eight hexadecimal digits.</summary>
    public string KeyId { get; } = keyId;
}

/// <summary>It isn't what was written there: changed, cut, or moved there from another row.</summary>
public sealed class TamperedSecretException(SessionId session, string table, string problem, Exception? innerException = null)
    : UnreadableSecretException(
        session,
        table,
        $"{problem}. It was changed or moved outside of Wasilo: restore the session's rows or link the device anew.",
        innerException);

/// <summary>A session's credentials are there and can't be read: it must fail, and must not be made a new device.</summary>
public sealed class UnreadableCredentialsException(SessionId session, Exception innerException)
    : StorageException($"The credentials of session {session} can't be read. {innerException.Message}", innerException)
{
    /// <summary>Whose they are.</summary>
    public SessionId Session { get; } = session;
}
