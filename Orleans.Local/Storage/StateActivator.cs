using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Local.Storage;

/// <summary>Makes new states. As in Orleans, one without a public parameterless constructor begins with all fields zero.</summary>
internal static class StateActivator<T>
{
    private static readonly bool HasConstructor =
        typeof(T).IsValueType || typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public, Type.EmptyTypes) is not null;

    public static T Create() => HasConstructor ? Activator.CreateInstance<T>() : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
