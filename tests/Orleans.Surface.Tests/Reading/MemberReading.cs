using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;

namespace Wasilo.Surface.Reading;

/// <summary>Reads the members of a type. Properties and events are their accessors, but for what only the property says.</summary>
internal static class MemberReading
{
    public static IReadOnlyDictionary<string, MemberSurface> Read(MetadataReader reader, TypeDefinition type)
    {
        var generics = GenericNames.Of(reader, type);
        return type.GetMethods().Select(handle => Method(reader, type, reader.GetMethodDefinition(handle), generics))
            .Concat(type.GetFields().Select(handle => Field(reader, reader.GetFieldDefinition(handle), generics)))
            .OfType<MemberSurface>()
            .ToDictionary(member => member.Text);
    }

    /// <summary>What type parameters must be, as text.</summary>
    public static string Constraints(MetadataReader reader, GenericParameterHandleCollection parameters, GenericNames generics)
    {
        var clauses = parameters.Select(reader.GetGenericParameter).Select(parameter =>
        {
            var types = parameter.GetConstraints()
                .Select(constraint => SignatureText.NameOf(reader, reader.GetGenericParameterConstraint(constraint).Type, generics))
                .Order(StringComparer.Ordinal);
            var rules = parameter.Attributes == GenericParameterAttributes.None ? types : types.Append($"{parameter.Attributes}");
            return (Name: reader.GetString(parameter.Name), Rules: string.Join(", ", rules));
        });
        return string.Concat(clauses.Where(clause => clause.Rules.Length > 0).Select(clause => $" where {clause.Name} : {clause.Rules}"));
    }

    private static MemberSurface? Method(MetadataReader reader, TypeDefinition type, MethodDefinition method, GenericNames ofType)
    {
        var access = method.Attributes & MethodAttributes.MemberAccessMask;
        if (access is not (MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem))
            return null;

        var generics = ofType.With(reader, method);
        var signature = method.DecodeSignature(SignatureText.Instance, generics);
        var isVirtual = method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.Final);
        var name = reader.GetString(method.Name)
            + (generics.OfMethod.IsEmpty ? "" : $"<{string.Join(", ", generics.OfMethod)}>");
        var text = Access(access == MethodAttributes.Public, method.Attributes.HasFlag(MethodAttributes.Static))
            + $"{signature.ReturnType} {name}({string.Join(", ", Parameters(reader, method, signature))})"
            + Constraints(reader, method.GetGenericParameters(), generics);
        return new MemberSurface(
            text,
            isVirtual,
            method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.NewSlot),
            Warnings(reader, type, method));
    }

    private static IEnumerable<string> Parameters(MetadataReader reader, MethodDefinition method, MethodSignature<string> signature)
    {
        var named = method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0)
            .ToDictionary(parameter => parameter.SequenceNumber - 1);
        var isExtension = method.GetCustomAttributes().Has(reader, "System.Runtime.CompilerServices.ExtensionAttribute");
        for (var i = 0; i < signature.ParameterTypes.Length; i++)
        {
            var parameter = named[i];
            var prefix = isExtension && i == 0 ? "this "
                : parameter.GetCustomAttributes().Has(reader, "System.ParamArrayAttribute") ? "params "
                : parameter.Attributes.HasFlag(ParameterAttributes.Out) ? "out "
                : "";
            var isOptional = parameter.Attributes.HasFlag(ParameterAttributes.Optional);
            var value = isOptional ? " = " + Constant(reader, parameter.GetDefaultValue()) : "";
            yield return $"{prefix}{signature.ParameterTypes[i]} {reader.GetString(parameter.Name)}{value}";
        }
    }

    private static MemberSurface? Field(MetadataReader reader, FieldDefinition field, GenericNames generics)
    {
        var access = field.Attributes & FieldAttributes.FieldAccessMask;
        if (access is not (FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem))
            return null;

        var text = Access(access == FieldAttributes.Public, field.Attributes.HasFlag(FieldAttributes.Static))
            + (field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly " : "")
            + $"{field.DecodeSignature(SignatureText.Instance, generics)} {reader.GetString(field.Name)}"
            + (field.GetDefaultValue().IsNil ? "" : " = " + Constant(reader, field.GetDefaultValue()));
        return new MemberSurface(text, CanBeOverridden: false, Overrides: false, field.GetCustomAttributes().Warnings(reader));
    }

    private static HashSet<string> Warnings(MetadataReader reader, TypeDefinition type, MethodDefinition method)
    {
        var warnings = method.GetCustomAttributes().Warnings(reader).ToHashSet();
        foreach (var handle in type.GetProperties())
        {
            var property = reader.GetPropertyDefinition(handle);
            var accessors = property.GetAccessors();
            if (Is(accessors.Getter) || Is(accessors.Setter))
                warnings.UnionWith(property.GetCustomAttributes().Warnings(reader));
        }

        return warnings;

        bool Is(MethodDefinitionHandle accessor) => !accessor.IsNil && reader.GetMethodDefinition(accessor).Equals(method);
    }

    private static string Access(bool isPublic, bool isStatic) => (isPublic ? "public " : "protected ") + (isStatic ? "static " : "");

    private static string Constant(MetadataReader reader, ConstantHandle handle)
    {
        if (handle.IsNil)
            return "default";
        var constant = reader.GetConstant(handle);
        var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }
}
