using Wasilo.Surface.Comparing;
using Wasilo.Surface.Reading;
using Wasilo.Surface.Samples;

namespace Wasilo.Surface;

/// <summary>The comparison finds what it is for, and nothing else.</summary>
public sealed class ComparisonTests
{
    private static readonly IReadOnlyDictionary<string, TypeSurface> Own = SurfaceReader.Read(typeof(ComparisonTests).Assembly.Location);

    [Theory]
    [InlineData("Same")]
    [InlineData("Fewer")]
    public void The_same_or_less_is_no_fault(string type) => Differences(type).ShouldBeEmpty();

    [Theory]
    [InlineData("Bare", "real Orleans has no 'public System.Void Extra()'")]
    [InlineData("Parameters", "has no 'public System.Void Call(System.String text, System.Int32 number = 1)'; it has 'public System.Void Call(")]
    [InlineData("Result", "has no 'public System.Int64 Answer()'; it has 'public System.Int32 Answer()'")]
    [InlineData("Access", "has no 'public System.Void Hidden()'; it has 'protected System.Void Hidden()'")]
    [InlineData("Constraint", "has no 'public System.Void Call<T>() where T : ReferenceTypeConstraint'")]
    [InlineData("Setter", "has no 'public System.Void set_Number(System.Int32 value)'")]
    [InlineData("Needed", "'public System.Int32 get_Number()' lacks System.Runtime.CompilerServices.RequiredMemberAttribute")]
    [InlineData("Aged", "'public System.Void Old()' lacks System.ObsoleteAttribute")]
    [InlineData("Fixed", "'public System.Void Run()' can be overridden")]
    [InlineData("Final", "can be derived from")]
    [InlineData("Kind", "is a class, in real Orleans a struct")]
    [InlineData("Base", "derives from System.InvalidOperationException, in real Orleans from System.ArgumentException")]
    [InlineData("Interfaces", "has interface System.IDisposable")]
    [InlineData("Numbers", "One = 2")]
    [InlineData("TargetAttribute", "may stand on Class, Method, in real Orleans on Class")]
    [InlineData("OnceAttribute", "may stand several times")]
    public void More_or_other_is_a_fault(string type, string fault) =>
        string.Join('\n', Differences(type)).ShouldContain(fault);

    [Fact]
    public void Real_Orleans_is_no_fault_to_itself() =>
        Surfaces.AllReal.Values.SelectMany(type => Comparison.Differences(type, type, Surfaces.AllReal)).ShouldBeEmpty();

    [Fact]
    public void What_the_real_assembly_has_is_read()
    {
        var grain = Surfaces.Real[Surfaces.DefaultAssembly]["Orleans.Grain"];
        grain.Kind.ShouldBe("class");
        grain.Members.Keys.ShouldContain("protected System.Void DeactivateOnIdle()");
        Surfaces.Real[Surfaces.DefaultAssembly]["Orleans.IGrainFactory"].Members.Keys
            .ShouldContain(text => text.Contains("GetGrain<TGrainInterface>(System.String primaryKey"));
    }

    private static List<string> Differences(string type)
    {
        // Types of the samples say their own names in signatures nowhere, so the two can be compared as they are.
        var (genuine, copied) = (Own[$"{typeof(Genuine).FullName}+{type}"], Own[$"{typeof(Copied).FullName}+{type}"]);
        return [.. Comparison.Differences(copied, genuine, Own)];
    }
}
