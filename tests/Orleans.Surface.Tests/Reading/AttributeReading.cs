using System.Reflection.Metadata;

namespace Wasilo.Surface.Reading;

/// <summary>Finds the attributes that matter to whoever compiles against an assembly.</summary>
internal static class AttributeReading
{
    /// <summary>Attributes that turn a use into a warning, which this repository treats as an error, or that demand a use.</summary>
    private static readonly string[] Warning =
    [
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Runtime.CompilerServices.RequiredMemberAttribute",
    ];

    public static bool Has(this CustomAttributeHandleCollection attributes, MetadataReader reader, string name) =>
        attributes.Any(attribute => NameOf(reader, attribute) == name);

    public static IReadOnlySet<string> Warnings(this CustomAttributeHandleCollection attributes, MetadataReader reader) =>
        attributes.Select(attribute => NameOf(reader, attribute)).Intersect(Warning).ToHashSet();

    public static UsageSurface? Usage(this CustomAttributeHandleCollection attributes, MetadataReader reader)
    {
        var usage = attributes.FirstOrDefault(attribute => NameOf(reader, attribute) == "System.AttributeUsageAttribute");
        if (usage.IsNil)
            return null;

        var value = reader.GetCustomAttribute(usage).DecodeValue(SignatureText.Instance);
        var named = value.NamedArguments.ToDictionary(argument => argument.Name!, argument => argument.Value);
        return new UsageSurface(
            (AttributeTargets)value.FixedArguments[0].Value!,
            (bool?)named.GetValueOrDefault(nameof(AttributeUsageAttribute.AllowMultiple)) ?? false,
            (bool?)named.GetValueOrDefault(nameof(AttributeUsageAttribute.Inherited)) ?? true);
    }

    private static string NameOf(MetadataReader reader, CustomAttributeHandle handle)
    {
        var constructor = reader.GetCustomAttribute(handle).Constructor;
        var type = constructor.Kind == HandleKind.MethodDefinition
            ? reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()
            : reader.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        return SignatureText.NameOf(reader, type, new GenericNames([], []));
    }
}
