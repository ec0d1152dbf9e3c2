using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Local.Calls;

/// <summary>A reference to a grain: the object that <see cref="IGrainFactory.GetGrain{T}(string, string)"/> gives and that travels in calls as a name.</summary>
internal class GrainProxy : DispatchProxy, IAddressable, IEquatable<GrainProxy>
{
    private GrainInterface _interface = null!;

    internal GrainReferences Factory { get; private set; } = null!;

    internal GrainId GrainId { get; private set; }

    internal Type InterfaceType => _interface.Type;

    internal void Bind(GrainReferences factory, GrainInterface grainInterface, GrainId grainId)
    {
        Factory = factory;
        _interface = grainInterface;
        GrainId = grainId;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Factory.Call(GrainId, _interface.Method(targetMethod!), args ?? []);

    public bool Equals(GrainProxy? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => Equals(obj as GrainProxy);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{_interface.Type.Name} {GrainId}";
}
