using System.Reflection;

namespace Wasilo.Cluster.Tests;

/// <summary>The programs under test, where the build of this test project has put them.</summary>
internal static class Executables
{
    public static string Silo { get; } = Find("Silo");

    public static string Api { get; } = Find("Api");

    private static string Find(string project) =>
        Path.Combine(Metadata("Executables"), project, Metadata("Configuration"), $"Wasilo.{project}");

    private static string Metadata(string key) => typeof(Executables).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
