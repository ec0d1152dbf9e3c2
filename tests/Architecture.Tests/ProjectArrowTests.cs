using Wasilo.Architecture.Tests.Repo;
using Wasilo.Architecture.Tests.Rules;

namespace Wasilo.Architecture.Tests;

public class ProjectArrowTests
{
    private static readonly Layer[] Table = [new("Low", [], "", []), new("Middle", ["Low"], "", []), new("High", ["Middle"], "Host", [])];

    [Fact]
    public void Projects_know_only_whom_they_may() =>
        ProjectRules.ArrowViolations(ProjectGraph.OfRepository(), Layers.All).ShouldBeEmpty();

    [Fact]
    public void Orleans_Local_is_reached_through_UsesOrleans_alone() =>
        ProjectRules.DirectUsesOfOrleansLocal(ProjectGraph.OfRepository()).ShouldBeEmpty();

    [Fact]
    public void A_reference_upwards_is_found() =>
        Violations(Project("Low", "High"), Project("Middle"), Host("High")).ShouldBe(["Low must not know High."]);

    [Fact]
    public void What_another_project_passes_on_counts_as_known() =>
        Violations(Project("Low"), Project("Middle", "Low"), Host("High", "Middle")).ShouldBe(["High must not know Low."]);

    [Fact]
    public void What_another_project_keeps_to_itself_is_not_known()
    {
        var middle = new Project("Middle/Middle.csproj", [new ProjectReference("Low", Passes: false)]);
        Violations(Project("Low"), middle, Host("High", "Middle")).ShouldBeEmpty();
    }

    [Fact]
    public void A_project_without_a_row_is_found() =>
        Violations(Project("Low"), Project("New")).ShouldBe(["New has no row in the table of layers."]);

    [Fact]
    public void Another_use_of_Orleans_than_the_layer_has_is_found() =>
        Violations(Host("Low"), Project("Middle"), Host("High")).ShouldBe(["Low says UsesOrleans 'Host'; its layer says ''."]);

    [Fact]
    public void Tests_and_benchmarks_may_know_anyone()
    {
        var test = new Project("tests/Low.Tests/Low.Tests.csproj", [new ProjectReference("High"), new ProjectReference("Orleans.Local")]);
        Violations(Project("Low"), Project("Middle"), Host("High"), test).ShouldBeEmpty();
        ProjectRules.DirectUsesOfOrleansLocal(new ProjectGraph([test])).ShouldBeEmpty();
    }

    [Fact]
    public void A_direct_reference_to_Orleans_Local_is_found() =>
        ProjectRules.DirectUsesOfOrleansLocal(new ProjectGraph([Project("Low", "Orleans.Local")]))
            .ShouldBe(["Low refers to Orleans.Local itself; it must say UsesOrleans."]);

    [Fact]
    public void A_project_file_is_read_with_its_private_assets()
    {
        var project = Tests.Repo.Project.Parse(
            "High/High.csproj",
            """
            <Project>
              <PropertyGroup><UsesOrleans>Host</UsesOrleans></PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\Middle\Middle.csproj" PrivateAssets="compile" />
                <ProjectReference Include="../Low/Low.csproj" ReferenceOutputAssembly="false" />
              </ItemGroup>
            </Project>
            """);

        project.Name.ShouldBe("High");
        project.UsesOrleans.ShouldBe("Host");
        project.References.ShouldBe([new ProjectReference("Middle", Passes: false), new ProjectReference("Low", Compiles: false)]);
    }

    private static IEnumerable<string> Violations(params Project[] projects) =>
        ProjectRules.ArrowViolations(new ProjectGraph(projects), Table);

    private static Project Project(string name, params string[] references) =>
        new($"{name}/{name}.csproj", [.. references.Select(reference => new ProjectReference(reference))]);

    private static Project Host(string name, params string[] references) => Project(name, references) with { UsesOrleans = "Host" };
}
