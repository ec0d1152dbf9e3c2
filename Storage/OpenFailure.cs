using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Wasilo.Storage;

/// <summary>Turns what a driver throws when a database can't be opened into one line that says what to do.</summary>
internal static class OpenFailure
{
    // Result codes of SQLite, https://www.sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteReadOnly = 8;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    public static bool TryExplain(Database database, Exception exception, [NotNullWhen(true)] out StorageUnavailableException? explained)
    {
        var advice = exception switch
        {
            SqliteException sqlite => Advice(sqlite),
            PostgresException postgres => Advice(postgres),
            NpgsqlException { InnerException: SocketException socket } =>
                $"can't be reached ({Lower(socket.Message)}). Start the server, or correct Host and Port in Storage:ConnectionString.",
            NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
                "did not answer in time. Check the server and the network to it.",
            NpgsqlException npgsql => $"can't be opened ({Lower(npgsql.Message)}). Check the server and Storage:ConnectionString.",
            SocketException socket => $"can't be reached ({Lower(socket.Message)}). Correct Host and Port in Storage:ConnectionString.",
            UnauthorizedAccessException =>
                "can't be created: this user may not write there. " +
                "Correct the folder's permissions, or name another file in Storage:ConnectionString.",
            IOException => "can't be created: its folder can't be made. Name another file in Storage:ConnectionString.",
            _ => null,
        };
        explained = advice is null ? null : new StorageUnavailableException($"{database.Description} {advice}", exception);
        return explained is not null;
    }

    private static string Advice(SqliteException exception) => exception.SqliteErrorCode switch
    {
        SqliteBusy => "is kept locked by another program. Stop that program.",
        SqliteReadOnly => "can't be written. Correct the permissions of the file and its folder.",
        SqliteCannotOpen => "can't be opened. Check that the path is a file, and that this user may read and write it and its folder.",
        SqliteNotADatabase => "is a file of another kind. Name another file in Storage:ConnectionString.",
        _ => $"can't be opened: {exception.Message}",
    };

    private static string Advice(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName =>
            "does not exist. Create it (createdb NAME), or correct Database in Storage:ConnectionString.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "refuses this user. Correct Username and Password in Storage:ConnectionString, or the server's pg_hba.conf.",
        PostgresErrorCodes.TooManyConnections =>
            "has no free connections. Raise max_connections of the server, or lower Maximum Pool Size in Storage:ConnectionString.",
        PostgresErrorCodes.CannotConnectNow => "is starting or stopping. Try again.",
        _ => $"can't be opened: {exception.MessageText} ({exception.SqlState}).",
    };

    private static string Lower(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
