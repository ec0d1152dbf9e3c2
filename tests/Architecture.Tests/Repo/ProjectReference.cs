using System.Xml.Linq;

namespace Wasilo.Architecture.Tests.Repo;

/// <summary>A reference from one project to another.</summary>
/// <param name="Name">The project referred to.</param>
/// <param name="Passes">Whether those who refer to the referring project can compile against this one too.</param>
/// <param name="Compiles">Whether the referring project itself compiles against it.</param>
internal sealed record ProjectReference(string Name, bool Passes = true, bool Compiles = true)
{
    public static ProjectReference Parse(XElement element)
    {
        var path = (string?)element.Attribute("Include") ?? "";
        var kept = Value(element, "PrivateAssets").Split(';', StringSplitOptions.TrimEntries);
        return new ProjectReference(
            Path.GetFileNameWithoutExtension(path.Replace('\\', '/')),
            Passes: !kept.Contains("compile", StringComparer.OrdinalIgnoreCase) && !kept.Contains("all", StringComparer.OrdinalIgnoreCase),
            Compiles: !Value(element, "ReferenceOutputAssembly").Equals("false", StringComparison.OrdinalIgnoreCase));
    }

    private static string Value(XElement element, string name) =>
        (string?)element.Attribute(name) ?? (string?)element.Element(name) ?? "";
}
