using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.Configuration;
using Orleans.Local.Calls;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>The grain classes and interfaces of this process and, in a client, what the silos said of theirs.</summary>
internal sealed class GrainTypeMap
{
    private readonly FrozenDictionary<GrainType, GrainClass> _classes;
    private readonly FrozenDictionary<string, Type> _interfaces;
    private readonly ConcurrentDictionary<string, GrainType> _remote = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Type, string?), GrainType> _resolved = new();

    /// <exception cref="OrleansConfigurationException">Two classes claim the same grain type.</exception>
    public GrainTypeMap(IEnumerable<Assembly> assemblies, GrainCollectionOptions collection)
    {
        var types = assemblies.SelectMany(TypesOf).ToArray();
        var classes = new Dictionary<GrainType, GrainClass>();
        foreach (var type in types.Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IGrain).IsAssignableFrom(t) && typeof(IGrainBase).IsAssignableFrom(t)))
        {
            var grainClass = new GrainClass(type, collection);
            if (!classes.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"{type} and {classes[grainClass.GrainType].Type} are both grain type '{grainClass.GrainType}'. Give one of them a [GrainType(\"...\")].");
            }
        }

        _classes = classes.ToFrozenDictionary();
        _interfaces = types.Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t) && t != typeof(IGrain))
            .ToFrozenDictionary(GrainInterface.NameOf, StringComparer.Ordinal);
    }

    public IEnumerable<GrainClass> Classes => _classes.Values;

    /// <summary>Interface name and grain type, for clients, which have no grain classes.</summary>
    public IEnumerable<(string Interface, string GrainType, string ClassName)> Manifest =>
        from grainClass in _classes.Values
        from grainInterface in grainClass.Interfaces
        select (GrainInterface.NameOf(grainInterface), grainClass.GrainType.ToString(), grainClass.Type.FullName!);

    /// <exception cref="ArgumentException">No class of this name here.</exception>
    public GrainClass ClassOf(GrainType type) => _classes.GetValueOrDefault(type)
        ?? throw new ArgumentException($"This silo has no grain class for the grain type '{type}'. Is its assembly referenced?");

    /// <exception cref="OrleansException">No interface of this name here.</exception>
    public GrainInterface InterfaceCalled(string name) => _interfaces.TryGetValue(name, out var type)
        ? GrainInterface.Of(type)
        : throw new OrleansException($"This process has no grain interface called '{name}'. Is its assembly referenced?");

    /// <summary>Takes over what a silo said of its grains.</summary>
    public void Learn(IEnumerable<(string Interface, string GrainType, string ClassName)> manifest)
    {
        foreach (var group in manifest.GroupBy(m => m.Interface, StringComparer.Ordinal))
        {
            var candidates = group.Select(m => (m.GrainType, m.ClassName)).ToArray();
            foreach (var (grainType, className) in candidates)
                _remote[$"{group.Key}|{className}"] = GrainType.Create(grainType);
            if (Choose(group.Key.Split('.', '+')[^1], candidates) is { } chosen)
                _remote[group.Key] = GrainType.Create(chosen);
        }
    }

    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    public GrainType GrainTypeOf(Type interfaceType, string? classNamePrefix) =>
        _resolved.TryGetValue((interfaceType, classNamePrefix), out var known) ? known : Resolve(interfaceType, classNamePrefix);

    private GrainType Resolve(Type interfaceType, string? prefix)
    {
        var name = GrainInterface.NameOf(interfaceType);
        var local = _classes.Values.Where(c => c.Interfaces.Contains(interfaceType)).Select(c => (c.GrainType.ToString(), c.Type.FullName!)).ToArray();
        if (prefix is not null)
        {
            var remote = _remote.Where(r => r.Key.StartsWith(name + "|", StringComparison.Ordinal)).Select(r => (r.Value.ToString(), r.Key[(name.Length + 1)..]));
            local = [.. local.Concat(remote).Where(c => c.Item2.StartsWith(prefix, StringComparison.Ordinal)).DistinctBy(c => c.Item1)];
        }

        if (Choose(interfaceType.Name, local) is { } chosen)
            return _resolved[(interfaceType, prefix)] = GrainType.Create(chosen);
        if (prefix is null && local.Length == 0 && _remote.TryGetValue(name, out var type))
            return _resolved[(interfaceType, prefix)] = type;
        throw new ArgumentException(local.Length == 0
            ? $"Could not find an implementation for interface {interfaceType}. Is the assembly with the grain class referenced by the silo, and is the client connected?"
            : $"Several classes implement {interfaceType}: {string.Join(", ", local.Select(c => c.Item2))}. Name one by grainClassNamePrefix.");
    }

    /// <summary>The only candidate, or the one that is called like the interface without its I.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "Null says that none could be chosen.")]
    private static string? Choose(string interfaceName, (string GrainType, string ClassName)[] candidates)
    {
        if (candidates.Length == 1)
            return candidates[0].GrainType;
        var className = interfaceName.StartsWith('I') ? interfaceName[1..] : interfaceName;
        var byName = candidates.Where(c => c.ClassName.Split('.', '+')[^1] == className).ToArray();
        return byName.Length == 1 ? byName[0].GrainType : null;
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return [.. partial.Types.OfType<Type>()];
        }
    }
}
