using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything that can be called by its address: a grain or a reference to one.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>The root of all grain interfaces.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain that is addressed by a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>What a grain class must offer; <see cref="Grain"/> does, and a class of one's own may.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation that the grain object belongs to.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>Runs before the first call, after state was loaded. If it throws, the activation is dropped and its callers get the exception.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last call of an activation that ends in an orderly way. It doesn't run when the process dies.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }

    /// <summary>The grain type's name, where the convention (class name in lower case, without "grain") doesn't do.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute
    {
        private readonly GrainType _grainType = GrainType.Create(grainType);

        /// <summary>The name given.</summary>
        [SuppressMessage("Performance", "CA1822", Justification = "Orleans' signature")]
        [SuppressMessage("Usage", "CA1801", Justification = "Orleans' signature")]
        public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
    }
}
