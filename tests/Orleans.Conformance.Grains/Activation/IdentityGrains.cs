namespace Wasilo.Conformance.Grains.Activation;

/// <summary>One face of a grain with two.</summary>
public interface IFrontFace : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    Task<Guid> Instance();

    /// <summary>The grain's own key, as it sees it.</summary>
    Task<string> Key();

    /// <summary>The grain itself, by its other face.</summary>
    Task<IBackFace> Self();

    /// <summary>Which activation the given reference leads to.</summary>
    Task<Guid> InstanceOf(IBackFace other);

    /// <summary>Which activation another key's grain has, asked through the grain's own factory.</summary>
    Task<Guid> InstanceOfKey(string key);
}

/// <summary>The other face of the same grain.</summary>
public interface IBackFace : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    Task<Guid> BackInstance();
}

/// <summary>A grain with two faces and one identity.</summary>
public sealed class TwoFacedGrain : Grain, IFrontFace, IBackFace
{
    private readonly Guid _instance = Guid.NewGuid();

    Task<Guid> IFrontFace.Instance() => Task.FromResult(_instance);

    Task<Guid> IBackFace.BackInstance() => Task.FromResult(_instance);

    Task<string> IFrontFace.Key() => Task.FromResult(this.GetPrimaryKeyString());

    Task<IBackFace> IFrontFace.Self() => Task.FromResult(this.AsReference<IBackFace>());

    Task<Guid> IFrontFace.InstanceOf(IBackFace other) => other.BackInstance();

    Task<Guid> IFrontFace.InstanceOfKey(string key) => GrainFactory.GetGrain<IBackFace>(key).BackInstance();
}

/// <summary>A grain whose type has a name of its own.</summary>
public interface INamedGrain : IGrainWithStringKey
{
    /// <summary>The grain's identity as it sees it.</summary>
    Task<string> Identity();
}

/// <summary>Called otherwise than its class.</summary>
[GrainType(TypeName)]
public sealed class NamedGrain : Grain, INamedGrain
{
    /// <summary>The name.</summary>
    public const string TypeName = "a-name-of-its-own";

    Task<string> INamedGrain.Identity() => Task.FromResult(this.GetGrainId().ToString());
}
