using System.Reflection;

namespace Orleans.Local.Hosting;

/// <summary>
/// The assemblies that may hold grains and their records: those that use Orleans, found from what is loaded and what that refers to. (Real
/// Orleans has them register themselves by generated code.)
/// </summary>
internal static class GrainAssemblies
{
    private static readonly string Self = typeof(GrainAssemblies).Assembly.GetName().Name!;

    public static IReadOnlyList<Assembly> Find()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<Assembly>();
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        if (Assembly.GetEntryAssembly() is { } entry)
            queue.Enqueue(entry);
        while (queue.TryDequeue(out var assembly))
        {
            if (IsFramework(assembly.GetName().Name!) || !seen.Add(assembly.FullName!))
                continue;
            var references = assembly.GetReferencedAssemblies();
            if (references.Any(r => r.Name == Self))
                found.Add(assembly);
            foreach (var reference in references.Where(r => !IsFramework(r.Name!) && r.Name != Self))
            {
                if (TryLoad(reference) is { } loaded)
                    queue.Enqueue(loaded);
            }
        }

        return found;
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // A reference that isn't deployed isn't used either.
            return null;
        }
    }
}
