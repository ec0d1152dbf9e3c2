using System.Text.RegularExpressions;

namespace Wasilo.Architecture.Tests.Repo;

/// <summary>The projects that the solution lists.</summary>
internal static partial class Solution
{
    public const string FileName = "Orleans.sln";

    /// <returns>Paths from the root, with forward slashes.</returns>
    public static IReadOnlyList<string> Projects(string text) =>
        [.. ProjectPath().Matches(text).Select(match => match.Groups[1].Value.Replace('\\', '/'))];

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectPath();
}
