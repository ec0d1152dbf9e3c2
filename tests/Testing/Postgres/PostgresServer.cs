using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Wasilo.Testing;

/// <summary>
/// A PostgreSQL server for the tests of this process: started at the first call, on a free loopback port, with a data
/// folder of its own and without fsync. It ends with this process however that ends, because a small shell script stands
/// between the two: it waits on a pipe that only this process holds open, and stops the server when the pipe closes. A test
/// that kills its server starts one of its own.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string KillOrder = "kill";
    private const string StartOrder = "start";

    // $1 is the folder to remove at the end, the rest the server's command line. A Ctrl-C in the terminal reaches the
    // script as well, but its work only begins then. SIGQUIT is PostgreSQL's "immediate": it leaves as in a crash.
    private const string Keeper =
        $"""
        trap '' INT HUP TERM
        folder=$1; shift
        exec >>"$folder/server.log" 2>&1
        "$@" </dev/null &
        server=$!
        while read -r order; do
            case $order in
                {KillOrder}) kill -QUIT $server; wait $server ;;
                {StartOrder}) "$@" </dev/null & server=$! ;;
            esac
        done
        kill -QUIT $server
        wait $server
        rm -rf "$folder"
        """;

    private static readonly string[] Fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB"];
    private static readonly string[] Durable =
        ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=256MB", "max_wal_size=4GB"];

    private static readonly Lazy<Task<PostgresServer>> Started = new(() => StartAsync(Fast));
    private static readonly PostgresPrograms? Programs = PostgresPrograms.Find();
    private int _databases;
    private Process? _keeper;

    private PostgresServer(int port, string password)
    {
        Port = port;
        Password = password;
    }

    /// <summary>Why tests on PostgreSQL can't run here; null if they can.</summary>
    public static string? SkipReason { get; } = Programs is not null
        ? null
        : "PostgreSQL's server programs initdb and postgres are neither on PATH nor under /usr/lib/postgresql: " +
            "install the package postgresql.";

    /// <summary>On the loopback address.</summary>
    public int Port { get; }

    /// <summary>Of the user wasilo.</summary>
    public string Password { get; }

    /// <summary>The server of this process, started if it is not running yet.</summary>
    public static Task<PostgresServer> StartAsync() => Started.Value;

    /// <summary>A server apart from that of the process, ended when disposed.</summary>
    /// <param name="durable">With fsync and all else that is on where it matters; slower.</param>
    public static Task<PostgresServer> StartOwnAsync(bool durable) => StartAsync(durable ? Durable : Fast);

    /// <summary>Ends the server as a crash would: nobody's transaction is finished, nobody is told.</summary>
    public async Task KillAsync()
    {
        await OrderAsync(KillOrder).ConfigureAwait(false);
        await Eventually.TrueAsync(async () => !await ListensAsync().ConfigureAwait(false), what: "PostgreSQL is gone")
            .ConfigureAwait(false);
    }

    /// <summary>Starts the killed server again, on the same port and data; it recovers first.</summary>
    public async Task StartAgainAsync()
    {
        await OrderAsync(StartOrder).ConfigureAwait(false);
        await Eventually.TrueAsync(ListensAsync, TimeSpan.FromSeconds(60), "PostgreSQL answers again").ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_keeper is not null)
            Stop(_keeper);
        _keeper = null;
    }

    /// <summary>A new empty database, dropped when disposed.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name}").ConfigureAwait(false);
        return new PostgresDatabase(this, name);
    }

    /// <summary>How to connect to a database of this server.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username=wasilo;Password={Password}");

    internal async Task ExecuteAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static async Task<PostgresServer> StartAsync(string[] settings)
    {
        if (Programs is null)
            throw new InvalidOperationException(SkipReason);

        // Test processes that start at once would fill the disk and the processors with initdb, and race for ports.
        var lockFile = Path.Combine(Path.GetTempPath(), "wasilo-test-postgres.lock");
        await using var oneAtATime = await FileLock.TakeAsync(lockFile).ConfigureAwait(false);
        PostgresFolder.RemoveLeftovers();
        for (var attempt = 1; ; attempt++)
        {
            var folder = await PostgresFolder.CreateAsync().ConfigureAwait(false);
            var server = new PostgresServer(FreePort.Find(), RandomNumberGenerator.GetHexString(24, lowercase: true));
            await server.InitDbAsync(Programs, folder).ConfigureAwait(false);
            server._keeper = server.Launch(Programs, folder, settings);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
            if (await server.AnswersAsync(folder).ConfigureAwait(false))
                return server;

            var log = await File.ReadAllTextAsync(folder.Log).ConfigureAwait(false);
            server.Dispose();
            if (attempt == 3)
                throw new InvalidOperationException($"PostgreSQL did not start:\n{log}");
        }
    }

    private async Task InitDbAsync(PostgresPrograms programs, PostgresFolder folder)
    {
        await File.WriteAllTextAsync(folder.PasswordFile, Password).ConfigureAwait(false);
        using var initDb = Process.Start(PostgresUser.Command(
            programs.InitDb, "--pgdata", folder.Data, "--username", "wasilo", "--pwfile", folder.PasswordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"))!;
        var output = initDb.StandardOutput.ReadToEndAsync();
        var errors = initDb.StandardError.ReadToEndAsync();
        await initDb.WaitForExitAsync().ConfigureAwait(false);
        if (initDb.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"initdb failed:\n{await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}");
        }
    }

    private Process Launch(PostgresPrograms programs, PostgresFolder folder, string[] settings)
    {
        var info = PostgresUser.Command(
            "/bin/sh", "-c", Keeper, "keeper", folder.FullPath, programs.Postgres, "-D", folder.Data,
            "-c", "listen_addresses=127.0.0.1", "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            "-c", "unix_socket_directories=", "-c", "max_connections=300");
        foreach (var setting in settings)
        {
            info.ArgumentList.Add("-c");
            info.ArgumentList.Add(setting);
        }

        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = false;
        info.RedirectStandardError = false;
        return Process.Start(info)!;
    }

    /// <summary>Waits until the server answers; false once it has given up, mostly because the port was taken after all.</summary>
    private async Task<bool> AnswersAsync(PostgresFolder folder)
    {
        var answered = false;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await ExecuteAsync("SELECT 1").ConfigureAwait(false);
                    return answered = true;
                }
                catch (NpgsqlException)
                {
                    var log = File.Exists(folder.Log) ? await File.ReadAllTextAsync(folder.Log).ConfigureAwait(false) : string.Empty;
                    return log.Contains("FATAL:  could not", StringComparison.Ordinal);
                }
            },
            TimeSpan.FromSeconds(60),
            "PostgreSQL answers").ConfigureAwait(false);
        return answered;
    }

    private async Task OrderAsync(string order)
    {
        await _keeper!.StandardInput.WriteAsync($"{order}\n").ConfigureAwait(false);
        await _keeper.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1").ConfigureAwait(false);
            return true;
        }
        catch (Exception problem) when (problem is NpgsqlException or IOException)
        {
            return false;
        }
    }

    private static void Stop(Process keeper)
    {
        keeper.StandardInput.Close();
        keeper.WaitForExit(TimeSpan.FromSeconds(10));
    }
}
