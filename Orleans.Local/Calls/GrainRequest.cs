using System.Collections.Immutable;
using System.Reflection;
using Orleans.Local.Activations;
using Orleans.Local.Messaging;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;

namespace Orleans.Local.Calls;

/// <summary>
/// A call on its way to an activation. Its arguments are in one of two forms, both a snapshot that the caller can't change any more:
/// copied objects, as long as it may stay in this process, or bytes.
/// </summary>
internal sealed class GrainRequest : WorkItem, IInvokable
{
    private CancellationTokenSource? _cancellation;
    private GrainMethod? _method;

    /// <summary>A call made in this process.</summary>
    public GrainRequest(GrainId target, GrainMethod method)
    {
        Target = target;
        _method = method;
        InterfaceName = method.Interface.Name;
        MethodId = method.Id;
        IsOneWay = method.OneWay;
    }

    /// <summary>A call that came over a connection.</summary>
    public GrainRequest(GrainId target, string interfaceName, uint methodId, bool isOneWay)
    {
        Target = target;
        InterfaceName = interfaceName;
        MethodId = methodId;
        IsOneWay = isOneWay;
    }

    public GrainId Target { get; }

    public string InterfaceName { get; }

    public uint MethodId { get; }

    public bool IsOneWay { get; }

    public GrainId? Source { get; init; }

    public ImmutableDictionary<string, object>? Context { get; init; }

    /// <summary>The timestamp after which nobody waits for the answer any more.</summary>
    public long Deadline { get; init; }

    public object?[]? Arguments { get; set; }

    public ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>Whether a placement director has chosen this silo for a new activation.</summary>
    public bool PlaceHere { get; set; }

    public int ForwardCount { get; set; }

    /// <summary>The caller, where it is in this process.</summary>
    public PendingCall? Call { get; set; }

    /// <summary>The connection that the call came over, where it didn't begin in this process, and its number there.</summary>
    public Connection? Origin { get; init; }

    public long OriginId { get; init; }

    public override bool AlwaysInterleaves => _method?.AlwaysInterleave is true;

    /// <summary>The method; known once <see cref="Bind"/> was called.</summary>
    public GrainMethod Method => _method!;

    /// <summary>Finds the method, which a request that came over a connection only names.</summary>
    public void Bind(GrainInterface grainInterface) => _method ??= grainInterface.Method(MethodId);

    /// <summary>The token for the callee's parameter.</summary>
    public CancellationToken CancellationToken
    {
        get
        {
            if (_cancellation is null)
                Interlocked.CompareExchange(ref _cancellation, new CancellationTokenSource(), null);
            return _cancellation!.Token;
        }
    }

    /// <summary>Passes the caller's cancellation on, where the call went to another process.</summary>
    public Action? OnCancelled { get; set; }

    /// <summary>The caller has cancelled: the callee's token is cancelled, here or where the call went.</summary>
    public void Cancel()
    {
        _ = CancellationToken;
        _cancellation!.Cancel();
        OnCancelled?.Invoke();
    }

    /// <summary>Answers with a result: a copy of it, since the callee keeps the original.</summary>
    public void Reply(object? result, ObjectSerializer serializer)
    {
        if (Call is not null)
            Call.Complete(serializer.Copy(result));
        else
            Origin?.SendResult(this, result, _method!.Return.ResultType);
    }

    /// <summary>Answers with an exception. The caller of a one-way call doesn't hear of it.</summary>
    public void Fail(Exception exception)
    {
        if (Call is not null)
            Call.Fail(exception);
        else if (!IsOneWay)
            Origin?.SendException(this, exception);
    }

    public override Task RunAsync(Activation activation) => GrainInvoker.RunAsync(this, activation);

    public override void Abandon(Exception reason) => Fail(reason);

    int IInvokable.GetArgumentCount() => Arguments!.Length;

    object? IInvokable.GetArgument(int index) => Arguments![index];

    void IInvokable.SetArgument(int index, object value) => Arguments![index] = value;

    string IInvokable.GetMethodName() => Method.Name;

    string IInvokable.GetInterfaceName() => InterfaceName;

    MethodInfo IInvokable.GetMethod() => Method.Method;

    Type IInvokable.GetInterfaceType() => Method.Interface.Type;

    public override string ToString() => $"{_method?.Interface.Type.Name ?? InterfaceName}.{_method?.Name ?? MethodId.ToString("x8", null)} on {Target}";
}
