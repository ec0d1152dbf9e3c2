namespace Wasilo.Storage.Schema;

/// <summary>What a migration did.</summary>
/// <param name="Database">The database in words.</param>
/// <param name="Applied">The steps that were missing, such as <c>001-orleans</c>; empty if none were.</param>
/// <param name="Version">The number of the newest installed step.</param>
public sealed record MigrationReport(string Database, IReadOnlyList<string> Applied, int Version)
{
    /// <summary>The report as a line for people.</summary>
    public override string ToString() => Applied.Count == 0
        ? $"{Database}: nothing to do, the schema is at version {Version}"
        : $"{Database}: installed {string.Join(", ", Applied)}; the schema is at version {Version}";
}
