using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Local.Calls;

/// <summary>A grain interface with its name on the wire and all its methods, the inherited ones included.</summary>
internal sealed class GrainInterface
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> Known = new();

    private readonly FrozenDictionary<MethodInfo, GrainMethod> _byMethod;
    private readonly FrozenDictionary<uint, GrainMethod> _byId;

    private GrainInterface(Type type)
    {
        Type = type;
        Name = NameOf(type);
        var methods = type.GetInterfaces().Append(type)
            .Where(i => typeof(IAddressable).IsAssignableFrom(i))
            .SelectMany(i => i.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.IsAbstract))
            .Select(m => new GrainMethod(this, m))
            .ToArray();
        _byMethod = methods.ToFrozenDictionary(m => m.Method);
        _byId = methods.ToFrozenDictionary(m => m.Id);
    }

    public Type Type { get; }

    /// <summary>The interface's alias, or its full name.</summary>
    public string Name { get; }

    /// <exception cref="ArgumentException"><paramref name="type"/> is no grain interface.</exception>
    public static GrainInterface Of(Type type) => Known.GetOrAdd(type, static t =>
        t.IsInterface && typeof(IAddressable).IsAssignableFrom(t)
            ? new GrainInterface(t)
            : throw new ArgumentException($"{t} is not a grain interface: it must be an interface that extends {nameof(IGrainWithStringKey)}."));

    public static string NameOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? type.FullName!;

    public GrainMethod Method(MethodInfo method) => _byMethod[method];

    /// <exception cref="OrleansException">The caller knows a method that this process doesn't: the two run different versions.</exception>
    public GrainMethod Method(uint id) => _byId.GetValueOrDefault(id)
        ?? throw new OrleansException($"{Name} has no method with id {id:x8} in this process. Do caller and silo run the same version of the interface?");
}
