namespace Wasilo.Architecture.Tests.Repo;

/// <summary>All projects and the references between them.</summary>
internal sealed class ProjectGraph(IEnumerable<Project> projects)
{
    private readonly Dictionary<string, Project> _projects = projects.ToDictionary(project => project.Name);

    public IEnumerable<Project> Projects => _projects.Values;

    public static ProjectGraph OfRepository() => new(
        Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Project.Parse(file, Repository.Read(file))));

    /// <summary>
    /// The projects that this one can compile against: those it refers to, and what they pass on, as MSBuild does it.
    /// </summary>
    public IReadOnlySet<string> VisibleTo(Project project)
    {
        var visible = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(project.References.Where(reference => reference.Compiles).Select(reference => reference.Name));
        while (next.TryDequeue(out var name))
        {
            if (!visible.Add(name) || !_projects.TryGetValue(name, out var reached))
                continue;

            foreach (var reference in reached.References.Where(reference => reference is { Compiles: true, Passes: true }))
                next.Enqueue(reference.Name);
        }

        return visible;
    }
}
