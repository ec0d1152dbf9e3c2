using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Serialization;

/// <summary>Finds the members that a type itself declares and that travel, by the rules of Orleans' source generator.</summary>
internal static class SerializedMembers
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static bool IsTuple(Type type) =>
        type.IsConstructedGenericType && GenericCodecs.Tuples.Contains(type.GetGenericTypeDefinition());

    public static SerializedMember[] DeclaredBy(Type type)
    {
        // Fields of tuples carry no attributes; they are Item1 (m_Item1), Item2, ... Rest, in the order of their names.
        var members = IsTuple(type)
            ? type.GetFields(Declared).OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select((field, i) => new SerializedMember((ulong)i * 2, field, IsShared: false))
            : FromAttributes(type);
        var result = members.OrderBy(member => member.WireId).ToArray();
        for (var i = 1; i < result.Length; i++)
        {
            if (result[i].WireId == result[i - 1].WireId)
                throw new SerializerException(
                    $"{type} gives {result[i - 1].Member.Name} and {result[i].Member.Name} the same id. Each member needs its own.");
        }

        return result;
    }

    private static IEnumerable<SerializedMember> FromAttributes(Type type)
    {
        var isImmutable = type.IsDefined(typeof(ImmutableAttribute), inherit: false);
        var options = type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false)!;
        var properties = type.GetProperties(Declared);
        var fields = type.GetFields(Declared).Where(field => !field.IsDefined(typeof(NonSerializedAttribute))).ToArray();
        var parameters = RecordParameters(type);
        var isImplicit = options.GenerateFieldIds == GenerateFieldIds.PublicProperties
            && !properties.Cast<MemberInfo>().Concat(fields).Any(member => member.IsDefined(typeof(IdAttribute)))
            && !parameters.Any(parameter => parameter.IsDefined(typeof(IdAttribute)));

        foreach (var property in properties)
        {
            if (property.GetIndexParameters().Length > 0) continue;
            var id = isImplicit ? 2 * (ulong)ImplicitId(property) : WireId(property, parameters);
            if (id is null || Storage(property, fields) is not { } storage) continue;
            yield return new SerializedMember(id.Value, storage, isImmutable || IsMarkedImmutable(property) || IsMarkedImmutable(storage));
        }

        foreach (var field in fields)
        {
            if (field.GetCustomAttribute<IdAttribute>() is not { } id || isImplicit) continue;
            yield return new SerializedMember(2 * (ulong)id.Id, field, isImmutable || IsMarkedImmutable(field));
        }
    }

    private static bool IsMarkedImmutable(MemberInfo member) => member.IsDefined(typeof(ImmutableAttribute));

    private static ulong? WireId(PropertyInfo property, ParameterInfo[] parameters)
    {
        if (property.GetCustomAttribute<IdAttribute>() is { } own) return 2 * (ulong)own.Id;
        var parameter = Array.Find(parameters, candidate => IsFor(property, candidate));
        if (parameter is null) return null;
        return 2 * (ulong)(parameter.GetCustomAttribute<IdAttribute>()?.Id ?? (uint)parameter.Position) + 1;
    }

    /// <summary>
    /// Where a property's value is kept: set through its setter if it has one, else (get-only, init-only) in its backing field.
    /// </summary>
    private static MemberInfo? Storage(PropertyInfo property, FieldInfo[] fields)
    {
        var isInitOnly = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        if (property is { CanRead: true, CanWrite: true } && !isInitOnly) return property;
        return Array.Find(fields, field => field.Name == $"<{property.Name}>k__BackingField");
    }

    /// <summary>
    /// The parameters of a record's primary constructor. No attribute marks it; each of its parameters is a property's name.
    /// </summary>
    private static ParameterInfo[] RecordParameters(Type type)
    {
        var isRecord = type.GetMethod("PrintMembers", Declared, [typeof(StringBuilder)]) is not null;
        // Left out only if the attribute says so in words: the property is false otherwise, too.
        const string Included = nameof(GenerateSerializerAttribute.IncludePrimaryConstructorParameters);
        var isLeftOut = type.GetCustomAttributesData().SelectMany(attribute => attribute.NamedArguments)
            .Any(argument => argument.MemberName == Included && argument.TypedValue.Value is false);
        if (!isRecord || isLeftOut) return [];
        return type.GetConstructors(Declared)
            .Where(constructor => !constructor.IsDefined(typeof(CompilerGeneratedAttribute)))
            .OrderBy(constructor => constructor.MetadataToken)
            .Select(constructor => constructor.GetParameters())
            .FirstOrDefault(parameters => parameters.Length > 0 && Array.TrueForAll(parameters, each => HasProperty(type, each))) ?? [];
    }

    private static bool HasProperty(Type? type, ParameterInfo parameter)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Array.Exists(type.GetProperties(Declared), property => IsFor(property, parameter))) return true;
        }

        return false;
    }

    private static bool IsFor(PropertyInfo property, ParameterInfo parameter) =>
        property.Name == parameter.Name && property.PropertyType == parameter.ParameterType;

    /// <summary>FNV-1a of name and type: stable over versions and processes, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static uint ImplicitId(PropertyInfo property)
    {
        var hash = 2166136261;
        foreach (var character in $"{property.PropertyType.Name}%{property.Name}") hash = unchecked((hash ^ character) * 16777619);
        return hash;
    }
}
