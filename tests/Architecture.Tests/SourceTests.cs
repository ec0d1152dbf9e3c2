using Wasilo.Architecture.Tests.Repo;
using Wasilo.Architecture.Tests.Rules;

namespace Wasilo.Architecture.Tests;

public class SourceTests
{
    [Fact]
    public void No_file_is_too_long() => SourceRules.LongFiles(Load(SourceRules.IsHandWritten)).ShouldBeEmpty();

    [Fact]
    public void Nothing_compiles_conditionally() =>
        SourceRules.ConditionalCompilation(Load(path => path.EndsWith(".cs", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Only_the_build_knows_where_Orleans_comes_from() =>
        SourceRules.UsesOfTheSwitch(Load(SourceRules.IsPartOfTheBuild)).ShouldBeEmpty();

    [Fact]
    public void A_file_over_the_limit_is_found()
    {
        var atLimit = new SourceFile("a.cs", new string[SourceRules.MaxLines]);
        var over = new SourceFile("b.cs", new string[SourceRules.MaxLines + 1]);
        SourceRules.LongFiles([atLimit, over]).ShouldHaveSingleItem().ShouldStartWith("b.cs has 601 lines");
    }

    [Theory]
    [InlineData("#if DEBUG", true)]
    [InlineData("  # else", true)]
    [InlineData("#elif X", true)]
    [InlineData("#nullable enable", false)]
    [InlineData("// an #if in passing", false)]
    public void Conditional_compilation_is_told_from_other_lines(string line, bool found) =>
        SourceRules.ConditionalCompilation([new SourceFile("a.cs", ["class A;", line])]).Any(sentence => sentence.StartsWith("a.cs:2 ", StringComparison.Ordinal))
            .ShouldBe(found);

    [Theory]
    [InlineData("Grains/Grains.csproj", true)]
    [InlineData("tests/Directory.Build.targets", true)]
    [InlineData("Directory.Build.targets", false)]
    [InlineData("Orleans.Local/Essay.cs", false)]
    public void A_use_of_the_switch_is_found_outside_of_its_places(string path, bool found) =>
        SourceRules.UsesOfTheSwitch([new SourceFile(path, ["<X Condition=\"'$(OrleansFrom)' == 'local'\" />"])]).Any().ShouldBe(found);

    private static SourceFile[] Load(Func<string, bool> which)
    {
        var files = Repository.Files.Where(which).Select(Repository.Load).ToArray();
        files.ShouldNotBeEmpty();
        return files;
    }
}
