using Wasilo.Architecture.Tests.Repo;
using Wasilo.Architecture.Tests.Rules;

namespace Wasilo.Architecture.Tests;

public class AssemblyArrowTests
{
    public static TheoryData<string> Projects => [.. ProjectGraph.OfRepository().Projects.Where(project => project.IsProduct).Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assemblies_use_only_what_their_layer_may(string project)
    {
        var assembly = BuiltAssembly.Of(project);
        assembly.References.ShouldNotBeEmpty();
        AssemblyRules.Violations(assembly, Layers.All.Single(layer => layer.Name == project)).ShouldBeEmpty();
    }

    [Fact]
    public void Api_uses_of_Silo_its_composition_alone()
    {
        var api = BuiltAssembly.Of("Api");
        api.Types.ShouldContain(type => type.Assembly == "Wasilo.Silo");
        AssemblyRules.UsesBeyondComposition(api, Layers.SiloForApi).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Wasilo.Grains", "Thing uses Wasilo.Grains.")]
    [InlineData("Orleans.Core", "Thing uses Orleans.Core, but must not know Orleans.")]
    [InlineData("Npgsql", "Thing uses Npgsql.")]
    public void An_assembly_that_must_not_be_used_is_found(string reference, string violation) =>
        AssemblyRules.Violations(Using(reference), new Layer("Thing", ["Storage"], "", ["Npgsql"])).ShouldBe([violation]);

    [Fact]
    public void Assemblies_that_may_be_used_are_passed() =>
        AssemblyRules.Violations(Using("Wasilo.Storage", "Orleans.Core", "Npgsql"), new Layer("Thing", ["Storage"], "Host", [])).ShouldBeEmpty();

    [Fact]
    public void A_type_beyond_the_composition_is_found()
    {
        var api = Using() with { Types = [new("Wasilo.Silo", "Wasilo.Silo", "Composition"), new("Wasilo.Silo", "Wasilo.Silo.Nodes", "Heartbeat")] };
        AssemblyRules.UsesBeyondComposition(api, ["Wasilo.Silo"])
            .ShouldBe(["Thing uses Wasilo.Silo.Nodes.Heartbeat, which is not part of Silo's composition."]);
    }

    private static BuiltAssembly Using(params string[] references) => new("Thing", references.ToHashSet(), []);
}
