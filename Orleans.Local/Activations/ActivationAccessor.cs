using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>Lets services of an activation's scope ask for its <see cref="IGrainContext"/>.</summary>
internal sealed class ActivationAccessor
{
    public Activation? Activation { get; set; }

    public IGrainContext Context => Activation
        ?? throw new InvalidOperationException($"{nameof(IGrainContext)} can be injected into grains only.");
}
