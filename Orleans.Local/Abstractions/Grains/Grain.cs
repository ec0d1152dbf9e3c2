using Orleans.Local.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The usual base of a grain class.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation _activation;

    /// <summary>Binds the grain object to the activation that is being created on this thread.</summary>
    /// <exception cref="InvalidOperationException">The object is created by hand: grains are created by the silo.</exception>
    protected Grain() => _activation = Activation.UnderConstruction
        ?? throw new InvalidOperationException($"A grain ({GetType()}) is created by its silo. Call it through IGrainFactory.GetGrain.");

    /// <summary>The activation that the grain object belongs to.</summary>
    public IGrainContext GrainContext => _activation;

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => _activation.GrainFactory;

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => _activation.ActivationServices;

    /// <inheritdoc />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the activation as soon as the calls that run now are finished.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Exempts the activation from idle collection for at least <paramref name="timeSpan"/>; zero or less takes the exemption back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _activation.DelayDeactivation(timeSpan);
}
