using System.Reflection;

namespace Orleans.Serialization;

/// <summary>Creates an instance of a generic type whose parameters are known at run time only.</summary>
internal static class GenericInstance
{
    // What a constructor throws must arrive as it is: callers wait for a CodecNotFoundException.
    private const BindingFlags Constructors =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;

    public static T Create<T>(Type definition, Type[] typeArguments, params object[] arguments) =>
        (T)Activator.CreateInstance(definition.MakeGenericType(typeArguments), Constructors, binder: null, arguments, culture: null)!;
}
