namespace Wasilo.Load.Harness;

/// <summary>The benchmarks of this assembly.</summary>
internal static class BenchCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        .. typeof(BenchCatalog).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IBenchmark)))
            .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
    ];

    public static IBenchmark? Find(string name) => All.FirstOrDefault(benchmark => benchmark.Name == name);
}
