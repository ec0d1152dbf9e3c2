using System.Buffers;
using System.Reflection;
using Orleans.Local.Activations;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Calls;

/// <summary>Makes references to grains and turns calls on them into requests.</summary>
internal sealed class GrainReferences(GrainTypeMap types, CallSettings settings, CallTracker tracker, TimeProvider time, IServiceProvider services)
    : IClusterClient, IGrainReferenceConverter
{
    /// <summary>Where requests go: the silo's dispatcher or the client's gateways. Set once, by whichever of them this process has.</summary>
    public IRequestSender Sender { get; set; } = NoSender.Instance;

    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(primaryKey);
        return GetReference<TGrainInterface>(GrainId.Create(types.GrainTypeOf(typeof(TGrainInterface), grainClassNamePrefix), primaryKey));
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => GetReference<TGrainInterface>(grainId);

    public TGrainInterface GetReference<TGrainInterface>(GrainId grainId) => (TGrainInterface)GetReference(typeof(TGrainInterface), grainId);

    public object GetReference(Type interfaceType, GrainId grainId)
    {
        var proxy = (GrainProxy)DispatchProxy.Create(interfaceType, typeof(GrainProxy));
        proxy.Bind(this, GrainInterface.Of(interfaceType), grainId);
        return proxy;
    }

    /// <summary>Sends a call and gives what its method returns.</summary>
    public object Call(GrainId target, GrainMethod method, object?[] arguments)
    {
        var cancellation = CancellationToken.None;
        if (method.CancellationIndex >= 0)
        {
            cancellation = (CancellationToken)arguments[method.CancellationIndex]!;
            arguments[method.CancellationIndex] = null;
        }

        var request = new GrainRequest(target, method)
        {
            Arguments = arguments,
            Context = RequestContext.Current,
            Source = Activation.Current?.GrainId,
            Deadline = time.GetTimestamp() + (long)(settings.ResponseTimeout.TotalSeconds * time.TimestampFrequency),
        };
        if (method.OneWay)
        {
            Sender.Send(request);
            return method.Return.ToReturnValue(null);
        }

        var call = method.Return.NewCall(request);
        request.Call = call;
        if (cancellation.CanBeCanceled && !call.CancelWith(cancellation))
            return method.Return.ToReturnValue(call);
        tracker.Add(call);
        Sender.Send(request);
        return method.Return.ToReturnValue(call);
    }

    bool IGrainReferenceConverter.IsReference(object value) => value is GrainProxy;

    void IGrainReferenceConverter.Write(IBufferWriter<byte> output, object reference)
    {
        var proxy = (GrainProxy)reference;
        output.WriteString(proxy.GrainId.ToString());
        output.WriteString(GrainInterface.NameOf(proxy.InterfaceType));
    }

    object IGrainReferenceConverter.Read(ref ByteReader input)
    {
        var id = GrainId.Parse(input.ReadString());
        return GetReference(types.InterfaceCalled(input.ReadString()).Type, id);
    }

    private sealed class NoSender : IRequestSender
    {
        public static readonly NoSender Instance = new();

        public void Send(GrainRequest request) => request.Fail(new SiloUnavailableException(
            "Grains can't be called yet: the host has not been started, or has not reached a silo. Start it (IHost.StartAsync) first."));
    }
}

/// <summary>Takes requests to where they run.</summary>
internal interface IRequestSender
{
    /// <summary>Takes over <paramref name="request"/>: it is answered in any case. Returns before it is, and has copied its arguments by then.</summary>
    void Send(GrainRequest request);
}

/// <summary>What calls need to know of the options.</summary>
internal sealed record CallSettings(TimeSpan ResponseTimeout, int MaxMessageBytes);
