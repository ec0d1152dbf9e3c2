using Wasilo.Architecture.Tests.Repo;
using Wasilo.Architecture.Tests.Rules;

namespace Wasilo.Architecture.Tests;

public class SolutionTests
{
    [Fact]
    public void The_solution_holds_every_project_and_each_has_source() =>
        SolutionRules.Violations(Solution.Projects(Repository.Read(Solution.FileName)), Repository.Files).ShouldBeEmpty();

    [Fact]
    public void Missing_vanished_and_empty_projects_are_found() =>
        SolutionRules.Violations(["A/A.csproj", "B/B.csproj", "C/C.csproj"], ["A/A.csproj", "A/A.cs", "B/B.csproj", "D/D.csproj"]).ShouldBe(
        [
            "D/D.csproj is not in Orleans.sln.",
            "Orleans.sln lists C/C.csproj, which does not exist.",
            "B/B.csproj has no source.",
        ]);

    [Fact]
    public void Projects_of_a_solution_are_read_without_its_folders()
    {
        const string Text =
            """
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Silo", "Silo\Silo.csproj", "{1}"
            EndProject
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "tests", "tests", "{2}"
            EndProject
            """;
        Solution.Projects(Text).ShouldBe(["Silo/Silo.csproj"]);
    }
}
