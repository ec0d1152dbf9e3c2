namespace Wasilo.Testing;

/// <summary>Where PostgreSQL's server programs are: on PATH, or where Debian and Homebrew put them.</summary>
internal sealed record PostgresPrograms(string InitDb, string Postgres)
{
    private static readonly string[] Folders = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>The programs, the newest version if there are several; null if there are none.</summary>
    public static PostgresPrograms? Find() => Candidates()
        .Select(static folder => new PostgresPrograms(Path.Combine(folder, "initdb"), Path.Combine(folder, "postgres")))
        .FirstOrDefault(static programs => File.Exists(programs.InitDb) && File.Exists(programs.Postgres));

    private static IEnumerable<string> Candidates()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var installed = Folders
            .Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateDirectories(folder))
            .OrderByDescending(static folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(static folder => Path.Combine(folder, "bin"));
        return onPath.Concat(installed);
    }
}
