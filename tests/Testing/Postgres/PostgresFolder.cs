using System.Diagnostics;
using System.Globalization;

namespace Wasilo.Testing;

/// <summary>A server's folder. Its name holds the id of the test process, so that later runs know whether it is still used.</summary>
internal sealed class PostgresFolder
{
    private const string Prefix = "wasilo-test-postgres-";

    private PostgresFolder(string path) => FullPath = path;

    public string FullPath { get; }

    public string Data => Path.Combine(FullPath, "data");

    public string Log => Path.Combine(FullPath, "server.log");

    public string PasswordFile => Path.Combine(FullPath, "password");

    /// <summary>Makes a folder that belongs to the server's user.</summary>
    public static async Task<PostgresFolder> CreateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");
        var path = Path.Combine(Path.GetTempPath(), name);
        using var mkdir = Process.Start(PostgresUser.Command("mkdir", "-m", "755", path))!;
        await mkdir.WaitForExitAsync().ConfigureAwait(false);
        return mkdir.ExitCode == 0
            ? new PostgresFolder(path)
            : throw new InvalidOperationException(
                $"{path} can't be made: {await mkdir.StandardError.ReadToEndAsync().ConfigureAwait(false)}");
    }

    /// <summary>Stops servers and removes folders of test processes that are gone, and whose script was killed as well.</summary>
    public static void RemoveLeftovers()
    {
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var id) || IsAlive(id))
                continue;

            StopServer(Path.Combine(path, "data", "postmaster.pid"));
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                // Another user's, or its script is removing it right now. It stands in nobody's way.
                continue;
            }
        }
    }

    private static void StopServer(string pidFile)
    {
        if (!File.Exists(pidFile)
            || !int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)
            || !IsAlive(id))
        {
            return;
        }

        // The number may have gone to another process since: only one that was started with this folder is ours.
        var commandLine = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline";
        if (!File.Exists(commandLine) || !File.ReadAllText(commandLine).Contains(Path.GetDirectoryName(pidFile)!, StringComparison.Ordinal))
            return;
        using var server = Process.GetProcessById(id);
        server.Kill();
        server.WaitForExit(TimeSpan.FromSeconds(10));
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
