using Orleans.Local.Calls;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain object or of a reference to a grain.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain under the interface <typeparamref name="TGrainInterface"/>.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        GrainProxy proxy => proxy.Factory.GetReference<TGrainInterface>(proxy.GrainId),
        IGrainBase { GrainContext: Local.Activations.Activation activation } =>
            activation.References.GetReference<TGrainInterface>(activation.GrainId),
        _ => throw NotAGrain(grain),
    };

    /// <summary>The grain's identity.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainProxy proxy => proxy.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw NotAGrain(grain),
    };

    /// <summary>The grain's key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static ArgumentException NotAGrain(IAddressable? grain) =>
        new($"{grain?.GetType().ToString() ?? "null"} is neither a grain nor a reference to one.", nameof(grain));
}
