using Wasilo.Surface.Reading;

namespace Wasilo.Surface.Comparing;

/// <summary>
/// Finds what compiles against Orleans.Local but not, or otherwise, against real Orleans. Less is fine, more or other is not.
/// </summary>
internal static class Comparison
{
    /// <summary>What is wrong with a type, one sentence for each fault.</summary>
    public static IEnumerable<string> Differences(TypeSurface local, TypeSurface real, IReadOnlyDictionary<string, TypeSurface> allReal)
    {
        var lineage = Lineage(real, allReal);
        return OfType(local, real, lineage).Concat(local.Members.Values.SelectMany(member => OfMember(member, lineage)))
            .Select(difference => $"{local.Name}: {difference}");
    }

    private static IEnumerable<string> OfType(TypeSurface local, TypeSurface real, IReadOnlyList<TypeSurface> lineage)
    {
        if (local.Kind != real.Kind)
            yield return $"is a {local.Kind}, in real Orleans a {real.Kind}";
        if (local.CanBeDerivedFrom && !real.CanBeDerivedFrom)
            yield return "can be derived from, in real Orleans it is sealed";
        if (local.Constraints != real.Constraints)
            yield return $"asks of its type parameters '{local.Constraints}', real Orleans '{real.Constraints}'";
        if (local.BaseType is not (null or "System.Object") && !lineage.Any(type => type.BaseType == local.BaseType))
            yield return $"derives from {local.BaseType}, in real Orleans from {real.BaseType}";
        foreach (var @interface in local.Interfaces.Where(name => !lineage.Any(type => type.Interfaces.Contains(name))))
            yield return $"has interface {@interface}, which the real one has not";
        foreach (var warning in real.Warnings.Except(local.Warnings))
            yield return $"lacks {warning}";
        if (local.Usage is { } usage && real.Usage is { } realUsage)
        {
            if ((usage.Targets & ~realUsage.Targets) != 0)
                yield return $"may stand on {usage.Targets}, in real Orleans on {realUsage.Targets}";
            if (usage.AllowMultiple && !realUsage.AllowMultiple)
                yield return "may stand several times, in real Orleans once";
            if (usage.Inherited != realUsage.Inherited)
                yield return "is inherited otherwise than in real Orleans";
        }
    }

    private static IEnumerable<string> OfMember(MemberSurface local, IReadOnlyList<TypeSurface> lineage)
    {
        // Whoever calls an override could call what it overrides.
        if (local.Overrides)
            yield break;

        var real = lineage.Select(type => type.Members.GetValueOrDefault(local.Text)).FirstOrDefault(member => member is not null);
        if (real is null)
        {
            yield return $"real Orleans has no '{local.Text}'{Similar(local, lineage)}";
            yield break;
        }

        if (local.CanBeOverridden && !real.CanBeOverridden)
            yield return $"'{local.Text}' can be overridden, in real Orleans it can't";
        foreach (var warning in real.Warnings.Except(local.Warnings))
            yield return $"'{local.Text}' lacks {warning}";
    }

    /// <summary>The type and its bases, as far as they are known.</summary>
    private static List<TypeSurface> Lineage(TypeSurface type, IReadOnlyDictionary<string, TypeSurface> all)
    {
        var lineage = new List<TypeSurface> { type };
        // Generic bases are written with their arguments; a definition's name ends before them.
        while (lineage[^1].BaseType is { } name && all.TryGetValue(name.Split('<')[0], out var next))
            lineage.Add(next);
        return lineage;
    }

    private static string Similar(MemberSurface local, IReadOnlyList<TypeSurface> lineage)
    {
        var name = NameIn(local.Text);
        var similar = lineage.SelectMany(type => type.Members.Keys).Where(text => NameIn(text) == name).ToList();
        return similar.Count == 0 ? "" : "; it has '" + string.Join("', '", similar) + "'";
    }

    private static string NameIn(string text) => text.Split('(')[0].Split(" = ")[0].Split('<')[0].Split(' ')[^1];
}
