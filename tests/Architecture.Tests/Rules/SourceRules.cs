using System.Text.RegularExpressions;
using Wasilo.Architecture.Tests.Repo;

namespace Wasilo.Architecture.Tests.Rules;

/// <summary>What every source file keeps to.</summary>
internal static partial class SourceRules
{
    public const int MaxLines = 600;

    /// <summary>Where the choice between Orleans' packages and Orleans.Local may be spoken of.</summary>
    private static readonly string[] KnowTheSwitch =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Orleans.Local/", "tests/Architecture.Tests/"];

    private static readonly string[] HandWritten = [".cs", ".sh", ".sql", ".proto", ".js", ".mjs", ".ts", ".css", ".html"];
    private static readonly string[] BuildFiles = [".cs", ".csproj", ".props", ".targets"];

    public static bool IsHandWritten(string path) => path == "dev" || HandWritten.Contains(Path.GetExtension(path));

    public static bool IsPartOfTheBuild(string path) => BuildFiles.Contains(Path.GetExtension(path));

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Lines.Count > MaxLines
        select $"{file.Path} has {file.Lines.Count} lines; {MaxLines} are the most. Give it parts that have names.";

    public static IEnumerable<string> ConditionalCompilation(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where Conditional().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1} compiles conditionally. Orleans' two homes differ in references alone.";

    public static IEnumerable<string> UsesOfTheSwitch(IEnumerable<SourceFile> files) =>
        from file in files
        where !KnowTheSwitch.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal))
        from line in file.Lines.Index()
        where line.Item.Contains("OrleansFrom", StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1} depends on OrleansFrom. Only {string.Join(", ", KnowTheSwitch[..2])} do.";

    [GeneratedRegex(@"^\s*#\s*(if|elif|else)\b")]
    private static partial Regex Conditional();
}
