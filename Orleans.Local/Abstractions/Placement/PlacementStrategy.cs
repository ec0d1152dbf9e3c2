using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Where new activations of a grain class go; its director decides.</summary>
    public abstract class PlacementStrategy;

    /// <summary>Any silo, each as likely.</summary>
    public sealed class RandomPlacement : PlacementStrategy;

    /// <summary>The silo that received the call; any silo for calls from a silo that leaves.</summary>
    public sealed class PreferLocalPlacement : PlacementStrategy;
}

namespace Orleans.Placement
{
    /// <summary>Gives a grain class its placement strategy.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public abstract class PlacementAttribute : Attribute
    {
        /// <summary>The class's activations are placed by <paramref name="placement"/>.</summary>
        protected PlacementAttribute(PlacementStrategy placement)
        {
            ArgumentNullException.ThrowIfNull(placement);
            PlacementStrategy = placement;
        }

        /// <summary>The strategy.</summary>
        public PlacementStrategy PlacementStrategy { get; }
    }

    /// <summary>Any silo, each as likely. The default.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class RandomPlacementAttribute() : PlacementAttribute(new RandomPlacement());

    /// <summary>The silo that received the call.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(new PreferLocalPlacement());
}
