using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Wasilo.Surface.Reading;

/// <summary>Reads from an assembly's file what code outside of it can see.</summary>
internal static class SurfaceReader
{
    public static IReadOnlyDictionary<string, TypeSurface> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        return reader.TypeDefinitions
            .Where(handle => IsVisible(reader, handle))
            .Select(handle => ReadType(reader, handle))
            .ToDictionary(type => type.Name);
    }

    private static TypeSurface ReadType(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var generics = GenericNames.Of(reader, type);
        var baseType = type.BaseType.IsNil ? null : SignatureText.NameOf(reader, type.BaseType, generics);
        return new TypeSurface(
            SignatureText.NameOf(reader, handle),
            Kind(type.Attributes, baseType),
            !type.Attributes.HasFlag(TypeAttributes.Sealed),
            baseType,
            type.GetInterfaceImplementations()
                .Select(implementation => reader.GetInterfaceImplementation(implementation).Interface)
                .Where(@interface => @interface.Kind != HandleKind.TypeDefinition || IsVisible(reader, (TypeDefinitionHandle)@interface))
                .Select(@interface => SignatureText.NameOf(reader, @interface, generics))
                .ToHashSet(),
            MemberReading.Constraints(reader, type.GetGenericParameters(), generics),
            type.GetCustomAttributes().Usage(reader),
            type.GetCustomAttributes().Warnings(reader),
            MemberReading.Read(reader, type));
    }

    private static string Kind(TypeAttributes attributes, string? baseType) => baseType switch
    {
        null => "interface",
        "System.Enum" => "enum",
        "System.ValueType" => "struct",
        "System.MulticastDelegate" => "delegate",
        _ => attributes.HasFlag(TypeAttributes.Abstract | TypeAttributes.Sealed) ? "static class" : "class",
    };

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }
}
