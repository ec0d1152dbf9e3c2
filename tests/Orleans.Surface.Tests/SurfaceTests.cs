using Wasilo.Surface.Comparing;
using Xunit.Abstractions;

namespace Wasilo.Surface;

/// <summary>What is written against Orleans.Local must compile against real Orleans, and mean the same.</summary>
public sealed class SurfaceTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_type_of_OrleansLocal_is_in_real_Orleans_where_it_is_said_to_be()
    {
        var missing = Surfaces.Local.Keys
            .Select(type => (Type: type, Assembly: Surfaces.Elsewhere.GetValueOrDefault(type, Surfaces.DefaultAssembly)))
            .Where(entry => Surfaces.Real.TryGetValue(entry.Assembly, out var real) && !real.ContainsKey(entry.Type))
            .Select(entry => $"{entry.Type} is not in {entry.Assembly}; {WhereElse(entry.Type)}")
            .Order(StringComparer.Ordinal);
        ShouldBeNone(missing);
    }

    [Fact]
    public void No_type_of_OrleansLocal_has_what_its_real_one_lacks()
    {
        var differences = Surfaces.Local.Values
            .Where(local => Surfaces.AllReal.ContainsKey(local.Name))
            .SelectMany(local => Comparison.Differences(local, Surfaces.AllReal[local.Name], Surfaces.AllReal))
            .Order(StringComparer.Ordinal);
        ShouldBeNone(differences);
    }

    [Fact]
    public void The_list_of_types_elsewhere_is_up_to_date()
    {
        var stale = Surfaces.Elsewhere.Where(entry => !Surfaces.Local.ContainsKey(entry.Key))
            .Select(entry => $"{entry.Key} is listed in elsewhere.txt, but Orleans.Local has no such type")
            .Concat(Surfaces.Elsewhere.Where(entry => entry.Value == Surfaces.DefaultAssembly)
                .Select(entry => $"{entry.Key} needs no line in elsewhere.txt"));
        ShouldBeNone(stale);
    }

    [Fact]
    public void Some_of_OrleansLocal_was_compared()
    {
        var compared = Surfaces.Local.Values.Where(local => Surfaces.AllReal.ContainsKey(local.Name)).ToList();
        output.WriteLine($"{compared.Count} of {Surfaces.Local.Count} types with {compared.Sum(type => type.Members.Count)} members "
            + $"were compared with {string.Join(", ", Surfaces.Real.Keys.Order(StringComparer.Ordinal))}.");
        compared.Count.ShouldBeGreaterThan(10);
    }

    private static string WhereElse(string type) =>
        Surfaces.Real.FirstOrDefault(assembly => assembly.Value.ContainsKey(type)).Key is { } name
            ? $"elsewhere.txt should name {name}"
            : "if it is in another assembly, elsewhere.txt should name that";

    private void ShouldBeNone(IEnumerable<string> faults)
    {
        var list = faults.ToList();
        foreach (var fault in list)
            output.WriteLine(fault);
        list.ShouldBeEmpty($"{list.Count} faults:\n{string.Join('\n', list)}\n");
    }
}
