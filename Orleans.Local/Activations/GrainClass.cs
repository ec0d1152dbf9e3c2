using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>What a grain class says about itself by its name, attributes, constructor and methods.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker _constructor;
    private readonly ParameterInfo[] _parameters;
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo> _implementations = new();

    public GrainClass(Type type, GrainCollectionOptions collection)
    {
        Type = type;
        GrainType = GrainTypeOf(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        Interfaces = [.. type.GetInterfaces().Where(i => typeof(IGrain).IsAssignableFrom(i) && i != typeof(IGrain) && i != typeof(IGrainWithStringKey))];
        MayInterleave = Reentrant || Interfaces.Any(i => i.GetMethods().Any(m => m.IsDefined(typeof(AlwaysInterleaveAttribute))));
        Placement = type.GetCustomAttribute<PlacementAttribute>()?.PlacementStrategy ?? new RandomPlacement();
        CollectionAge = AgeOf(type, collection);
        var constructors = type.GetConstructors();
        var constructor = constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"The grain class {type} has no public constructor.");
        _constructor = ConstructorInvoker.Create(constructor);
        _parameters = constructor.GetParameters();
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool Reentrant { get; }

    /// <summary>Whether a call may ever start while another one runs.</summary>
    public bool MayInterleave { get; }

    public PlacementStrategy Placement { get; }

    /// <summary>The idle time after which an activation ends; the longest possible one for "never".</summary>
    public TimeSpan CollectionAge { get; }

    /// <summary>Builds a grain object; runs as a turn of <paramref name="activation"/>.</summary>
    public (object Grain, IReadOnlyList<IActivationState> States) Create(Activation activation)
    {
        List<IActivationState>? states = null;
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = _parameters[i];
            if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } attribute)
            {
                var state = activation.Runtime.States.Create(parameter, attribute, activation.GrainId, activation.ActivationServices);
                (states ??= []).Add((IActivationState)state);
                arguments[i] = state;
            }
            else
            {
                arguments[i] = parameter.HasDefaultValue
                    ? activation.ActivationServices.GetService(parameter.ParameterType) ?? parameter.DefaultValue
                    : activation.ActivationServices.GetRequiredService(parameter.ParameterType);
            }
        }

        return (_constructor.Invoke(arguments.AsSpan()), states ?? []);
    }

    /// <summary>The class's method that implements a method of one of its interfaces.</summary>
    public MethodInfo Implementation(MethodInfo interfaceMethod) => _implementations.GetOrAdd(interfaceMethod, method =>
    {
        var map = Type.GetInterfaceMap(method.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
    });

    private static GrainType GrainTypeOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } attribute)
            return attribute.GetGrainType(null!, type);
        const string Suffix = "grain";
#pragma warning disable CA1308 // The convention is lower case: the name is part of stored keys.
        var name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        return GrainType.Create(name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name);
    }

    private static TimeSpan AgeOf(Type type, GrainCollectionOptions collection)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute)))
            return TimeSpan.MaxValue;
        // In Orleans the class's own word counts for more than configuration.
        var age = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit
            ?? (collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var specific) ? specific : collection.CollectionAge);
        return age == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : age;
    }
}
