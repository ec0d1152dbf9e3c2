using Wasilo.Architecture.Tests.Repo;

namespace Wasilo.Architecture.Tests.Rules;

/// <summary>The solution and the tree hold the same projects, and none of them is empty.</summary>
internal static class SolutionRules
{
    public static IEnumerable<string> Violations(IReadOnlyList<string> solution, IReadOnlyList<string> files)
    {
        var projects = files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToArray();
        foreach (var project in projects.Except(solution))
            yield return $"{project} is not in {Solution.FileName}.";
        foreach (var project in solution.Except(projects))
            yield return $"{Solution.FileName} lists {project}, which does not exist.";
        foreach (var project in solution.Intersect(projects).Where(project => !HasSource(project, files)))
            yield return $"{project} has no source.";
    }

    private static bool HasSource(string project, IReadOnlyList<string> files)
    {
        var folder = project[..(project.LastIndexOf('/') + 1)];
        return files.Any(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));
    }
}
