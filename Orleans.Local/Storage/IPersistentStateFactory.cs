using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Makes what a grain's constructor gets for a parameter with <see cref="PersistentStateAttribute"/>.</summary>
internal interface IPersistentStateFactory
{
    /// <summary>
    /// Makes the argument, an <see cref="IPersistentState{TState}"/> and <see cref="IActivationState"/>. Called on
    /// activation, once for each parameter.
    /// </summary>
    /// <exception cref="Orleans.Storage.BadProviderConfigException">There is no such storage.</exception>
    object Create(ParameterInfo parameter, PersistentStateAttribute attribute, GrainId grainId, IServiceProvider services);
}

/// <summary>What must be loaded before a grain's <c>OnActivateAsync</c>.</summary>
internal interface IActivationState
{
    /// <summary>Loads it. The activation fails if this does.</summary>
    Task LoadAsync(CancellationToken cancellationToken);
}
