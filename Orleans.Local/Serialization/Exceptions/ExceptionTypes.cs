using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Serialization;

/// <summary>Which exceptions travel as themselves, and what they are called.</summary>
internal static class ExceptionTypes
{
    /// <summary>The namespaces whose exceptions Orleans sends without [GenerateSerializer] (ExceptionSerializationOptions).</summary>
    private static readonly string[] FrameworkNamespaces = ["Microsoft", "System", "Azure"];

    private static readonly ConcurrentDictionary<string, Assembly> Loaded = TrackLoadedAssemblies();

    public static bool IsFramework(Type type) =>
        type.IsAssignableTo(typeof(Exception)) && !type.ContainsGenericParameters && !type.IsConstructedGenericType
        && (type.Assembly == typeof(ExceptionTypes).Assembly
            || Array.Exists(FrameworkNamespaces, prefix => type.Namespace?.StartsWith(prefix, StringComparison.Ordinal) == true));

    /// <summary>The name by which an exception type is found again; null if it may not travel.</summary>
    public static string? NameOf(Type type, TypeManifest types) =>
        types.NameOf(type) ?? (IsFramework(type) ? $"{type.FullName},{type.Assembly.GetName().Name}" : null);

    /// <summary>The exception type with a name; null if there is none in this process. No assembly is loaded for it.</summary>
    public static Type? Find(string name, TypeManifest types)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var type = comma < 0 ? types.Find(name) : FindFramework(name[..comma], name[(comma + 1)..]);
        return type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(Exception)) ? type : null;
    }

    private static Type? FindFramework(string typeName, string assemblyName)
    {
        // Anything but a plain name (generic arguments, an assembly) would be more than a look into one assembly.
        var isPlain = typeName.Length > 0 && typeName.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '+');
        if (!isPlain || !Loaded.TryGetValue(assemblyName, out var assembly)) return null;
        return assembly.GetType(typeName, throwOnError: false) is { } type && IsFramework(type) ? type : null;
    }

    private static ConcurrentDictionary<string, Assembly> TrackLoadedAssemblies()
    {
        var loaded = new ConcurrentDictionary<string, Assembly>();
        AppDomain.CurrentDomain.AssemblyLoad += (_, load) => Add(load.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) Add(assembly);
        return loaded;

        void Add(Assembly assembly)
        {
            if (assembly.GetName().Name is { } name) loaded.TryAdd(name, assembly);
        }
    }
}
