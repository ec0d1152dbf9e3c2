using Wasilo.Architecture.Tests.Repo;

namespace Wasilo.Architecture.Tests.Rules;

/// <summary>The arrows, held against project files. Each violation is a sentence.</summary>
internal static class ProjectRules
{
    public static IEnumerable<string> ArrowViolations(ProjectGraph graph, IReadOnlyList<Layer> layers)
    {
        foreach (var project in graph.Projects.Where(project => project.IsProduct))
        {
            if (layers.FirstOrDefault(layer => layer.Name == project.Name) is not { } layer)
            {
                yield return $"{project.Name} has no row in the table of layers.";
                continue;
            }

            foreach (var visible in graph.VisibleTo(project).Where(visible => !layer.MayKnow.Contains(visible)))
                yield return $"{project.Name} must not know {visible}.";

            if (project.UsesOrleans != layer.Orleans)
                yield return $"{project.Name} says UsesOrleans '{project.UsesOrleans}'; its layer says '{layer.Orleans}'.";
        }
    }

    /// <summary>Orleans.Local is reached through <c>UsesOrleans</c>; tests and benchmarks may look inside.</summary>
    public static IEnumerable<string> DirectUsesOfOrleansLocal(ProjectGraph graph) =>
        from project in graph.Projects
        where project.IsProduct && project.References.Any(reference => reference.Name == "Orleans.Local")
        select $"{project.Name} refers to Orleans.Local itself; it must say UsesOrleans.";
}
