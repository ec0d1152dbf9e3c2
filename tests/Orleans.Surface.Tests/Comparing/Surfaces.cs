using Wasilo.Surface.Reading;

namespace Wasilo.Surface.Comparing;

/// <summary>The assemblies that the build put beside the tests.</summary>
internal static class Surfaces
{
    /// <summary>Where a type of Orleans.Local is looked for unless the list says otherwise.</summary>
    public const string DefaultAssembly = "Orleans.Core.Abstractions";

    /// <summary>Orleans.Local.</summary>
    public static IReadOnlyDictionary<string, TypeSurface> Local { get; } =
        SurfaceReader.Read(Path.Combine(AppContext.BaseDirectory, "local", "Orleans.Local.dll"));

    /// <summary>Those of real Orleans that the registry has, by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, TypeSurface>> Real { get; } =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "real"), "*.dll")
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), SurfaceReader.Read);

    /// <summary>All types of those.</summary>
    public static IReadOnlyDictionary<string, TypeSurface> AllReal { get; } =
        Real.Values.SelectMany(assembly => assembly.Values).DistinctBy(type => type.Name).ToDictionary(type => type.Name);

    /// <summary>
    /// The types whose real assembly is another than <see cref="DefaultAssembly"/>, from <c>elsewhere.txt</c>: type, assembly.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "elsewhere.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => words[1]);
}
