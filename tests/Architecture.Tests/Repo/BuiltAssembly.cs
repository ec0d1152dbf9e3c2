using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Wasilo.Architecture.Tests.Repo;

/// <summary>What a compiled assembly of ours uses, read from its metadata without loading it.</summary>
/// <param name="Project">The project that it was built from.</param>
/// <param name="References">The assemblies that it refers to.</param>
/// <param name="Types">The types of other assemblies that it uses.</param>
internal sealed record BuiltAssembly(string Project, IReadOnlySet<string> References, IReadOnlyList<UsedType> Types)
{
    /// <summary>Reads the assembly of a project, as built in this test's own mode and configuration.</summary>
    public static BuiltAssembly Of(string project)
    {
        // artifacts/MODE/bin/Architecture.Tests/CONFIGURATION/ -> artifacts/MODE/bin/PROJECT/CONFIGURATION/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var file = project == "Orleans.Local" ? "Orleans.Local.dll" : $"Wasilo.{project}.dll";
        return Read(project, Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, file));
    }

    private static BuiltAssembly Read(string project, string path)
    {
        using var stream = File.OpenRead(path);
        using var pe = new PEReader(stream);
        var metadata = pe.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .ToHashSet(StringComparer.Ordinal);
        return new BuiltAssembly(project, references, [.. UsedTypes(metadata)]);
    }

    private static IEnumerable<UsedType> UsedTypes(MetadataReader metadata) =>
        from handle in metadata.TypeReferences
        let type = metadata.GetTypeReference(handle)
        where type.ResolutionScope.Kind == HandleKind.AssemblyReference
        let assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope)
        select new UsedType(metadata.GetString(assembly.Name), metadata.GetString(type.Namespace), metadata.GetString(type.Name));
}
