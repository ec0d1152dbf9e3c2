using System.Reflection;
using Orleans.Local.Activations;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orleans.Local.Calls;

/// <summary>Runs a request on its activation: filters, then the grain's method, then the answer. Runs as a turn of the activation.</summary>
internal static class GrainInvoker
{
    public static async Task RunAsync(GrainRequest request, Activation activation)
    {
        var runtime = activation.Runtime;
        var started = runtime.Time.GetTimestamp();
        if (started > request.Deadline)
        {
            // The caller has given up: running the call now could only surprise.
            request.Fail(new TimeoutException($"{request} waited for its turn until its response timeout had passed."));
            return;
        }

        RequestContext.Current = request.Context;
        var failed = false;
        try
        {
            var arguments = request.Arguments ??= runtime.ReadArguments(request);
            if (request.Method.CancellationIndex >= 0)
                arguments[request.Method.CancellationIndex] = request.CancellationToken;
            var result = runtime.Filters.Length == 0 && activation.GrainInstance is not IIncomingGrainCallFilter
                ? await request.Method.InvokeAsync(activation.GrainInstance!, arguments)
                : await new FilteredCall(request, activation).RunAsync();
            request.Reply(result, runtime.Serializer);
        }
        catch (Exception exception)
        {
            failed = true;

            // Somebody else has written this grain's state, so what this activation holds is wrong: the next call shall load it anew.
            if (exception is InconsistentStateException { IsSourceActivation: true } stale)
            {
                stale.IsSourceActivation = false;
                activation.Deactivate(new(DeactivationReasonCode.ApplicationError, exception, "The state in storage is not the one that was read."));
            }

            request.Fail(exception);
        }
        finally
        {
            runtime.Statistics.CallFinished(activation.Class, request, runtime.Time.GetElapsedTime(started), failed);
        }
    }

    /// <summary>One call on its way through the silo's filters, the grain's own, and the method.</summary>
    private sealed class FilteredCall(GrainRequest request, Activation activation) : IIncomingGrainCallContext
    {
        private int _next;

        public IInvokable Request => request;

        public object Grain => activation.GrainInstance!;

        public IGrainContext TargetContext => activation;

        public MethodInfo InterfaceMethod => request.Method.Method;

        public MethodInfo ImplementationMethod => activation.Class.Implementation(request.Method.Method);

        public string InterfaceName => request.InterfaceName;

        public string MethodName => request.Method.Name;

        public GrainId? SourceId => request.Source;

        public GrainId TargetId => activation.GrainId;

        public object? Result { get; set; }

        public async Task<object?> RunAsync()
        {
            await Invoke();
            return Result;
        }

        public async Task Invoke()
        {
            var filters = activation.Runtime.Filters;
            var index = _next++;
            try
            {
                if (index < filters.Length)
                    await filters[index].Invoke(this);
                else if (index == filters.Length && Grain is IIncomingGrainCallFilter own)
                    await own.Invoke(this);
                else
                    Result = await request.Method.InvokeAsync(Grain, request.Arguments!);
            }
            finally
            {
                // A filter may call Invoke again, to try once more.
                _next = index;
            }
        }
    }
}
