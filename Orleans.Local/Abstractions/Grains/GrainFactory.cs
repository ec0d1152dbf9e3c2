using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives references to grains. Asking for one creates nothing: the grain is activated by the first call.</summary>
public interface IGrainFactory
{
    /// <summary>The grain with <paramref name="primaryKey"/> that implements <typeparamref name="TGrainInterface"/>.</summary>
    /// <param name="primaryKey">The key.</param>
    /// <param name="grainClassNamePrefix">The start of the class's full name, where several classes implement the interface.</param>
    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain with <paramref name="grainId"/> under <typeparamref name="TGrainInterface"/>.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;
}

/// <summary>A connection to the cluster, in a client process as in a silo.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }
}
