using System.Xml.Linq;

namespace Wasilo.Architecture.Tests.Repo;

/// <summary>What a project file says.</summary>
/// <param name="Path">Of the project file, from the root, with forward slashes.</param>
/// <param name="References">The projects that it refers to.</param>
/// <param name="UsesOrleans">Its <c>UsesOrleans</c> property, empty if it has none.</param>
internal sealed record Project(string Path, IReadOnlyList<ProjectReference> References, string UsesOrleans = "")
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Part of what is shipped, not a test or a benchmark.</summary>
    public bool IsProduct => !Path.StartsWith("tests/", StringComparison.Ordinal) && !Path.StartsWith("bench/", StringComparison.Ordinal);

    public static Project Parse(string path, string xml)
    {
        var document = XDocument.Parse(xml);
        return new Project(
            path,
            [.. document.Descendants("ProjectReference").Select(ProjectReference.Parse)],
            document.Descendants("UsesOrleans").FirstOrDefault()?.Value ?? "");
    }
}
