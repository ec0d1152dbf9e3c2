namespace Wasilo.Architecture.Tests.Repo;

/// <summary>The files of the repository that these tests are part of.</summary>
internal static class Repository
{
    /// <summary>Folders and files that git ignores: built, downloaded, made at run time, or found out about this machine.</summary>
    private static readonly string[] NotSource =
        [".git", "artifacts", "bin", "obj", "data", "node_modules", "TestResults", ".vs", ".idea", ".machine.props"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    public static SourceFile Load(string relativePath) => new(relativePath, File.ReadAllLines(Path.Combine(Root, relativePath)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution.FileName)))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution.FileName}.");
    }

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Where(IsSource)
        .Concat(Directory.EnumerateDirectories(folder).Where(IsSource).SelectMany(Walk));

    private static bool IsSource(string path) => !NotSource.Contains(Path.GetFileName(path));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
