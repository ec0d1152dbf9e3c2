namespace Orleans.Runtime.Placement;

/// <summary>Decides where new activations of a strategy go. One object serves all calls of a silo.</summary>
public interface IPlacementDirector
{
    /// <summary>The silo for a new activation: one of <see cref="IPlacementContext.GetCompatibleSilos"/>.</summary>
    Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context);
}

/// <summary>What a placement director may know.</summary>
public interface IPlacementContext
{
    /// <summary>The silo that asks.</summary>
    SiloAddress LocalSilo { get; }

    /// <summary>Its status.</summary>
    SiloStatus LocalSiloStatus { get; }

    /// <summary>The silos that can hold the grain: those that are active.</summary>
    SiloAddress[] GetCompatibleSilos(PlacementTarget target);
}

/// <summary>The grain that needs a place.</summary>
public readonly struct PlacementTarget
{
    /// <summary>The grain that needs a place.</summary>
    public PlacementTarget(GrainId grainIdentity, Dictionary<string, object> requestContextData, GrainInterfaceType interfaceType, ushort interfaceVersion)
    {
        GrainIdentity = grainIdentity;
        RequestContextData = requestContextData;
        InterfaceType = interfaceType;
        InterfaceVersion = interfaceVersion;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainIdentity { get; }

    /// <summary>The caller's request context.</summary>
    public Dictionary<string, object> RequestContextData { get; }

    /// <summary>The interface that is called.</summary>
    public GrainInterfaceType InterfaceType { get; }

    /// <summary>Its version; 0, since interface versions are not used here.</summary>
    public ushort InterfaceVersion { get; }
}
