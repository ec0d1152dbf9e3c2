using Wasilo.Architecture.Tests.Repo;

namespace Wasilo.Architecture.Tests.Rules;

/// <summary>The arrows, held against what was compiled.</summary>
internal static class AssemblyRules
{
    public static IEnumerable<string> Violations(BuiltAssembly assembly, Layer layer)
    {
        foreach (var reference in assembly.References.Order(StringComparer.Ordinal))
        {
            if (ProjectOf(reference) is { } project && !layer.MayKnow.Contains(project))
                yield return $"{assembly.Project} uses {reference}.";
            if (IsOrleans(reference) && layer.Orleans.Length == 0)
                yield return $"{assembly.Project} uses {reference}, but must not know Orleans.";
            if (layer.NotAssemblies.Any(start => reference.StartsWith(start, StringComparison.Ordinal)))
                yield return $"{assembly.Project} uses {reference}.";
        }
    }

    /// <summary>Types of Silo that Api uses outside of Silo's composition.</summary>
    public static IEnumerable<string> UsesBeyondComposition(BuiltAssembly api, IReadOnlyList<string> namespaces) =>
        from type in api.Types
        where type.Assembly == "Wasilo.Silo" && !namespaces.Contains(type.Namespace)
        select $"{api.Project} uses {type.Namespace}.{type.Name}, which is not part of Silo's composition.";

    private static string? ProjectOf(string assembly) =>
        assembly.StartsWith("Wasilo.", StringComparison.Ordinal) ? assembly["Wasilo.".Length..] : null;

    private static bool IsOrleans(string assembly) => assembly == "Orleans" || assembly.StartsWith("Orleans.", StringComparison.Ordinal);
}
