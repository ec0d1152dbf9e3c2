using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Local.Dashboard;
using Orleans.Local.Directory;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Messaging;

/// <summary>Takes each request to the activation that it is for: here, on another silo, or one that must be made first.</summary>
internal sealed class Dispatcher(SiloRuntime runtime) : IRequestSender, IConnectionOwner
{
    /// <summary>A call by code of this silo.</summary>
    public void Send(GrainRequest request)
    {
        try
        {
            // The callee gets copies: what caller or callee change afterwards is their own.
            request.Arguments = runtime.Serializer.CopyAll(request.Arguments!);
            if (runtime.Catalog.TryGet(request.Target, out var activation) && activation.TryEnqueue(request))
                return;
        }
        catch (Exception exception)
        {
            request.Fail(exception);
            return;
        }

        _ = RouteAsync(request);
    }

    /// <summary>A call from another process.</summary>
    public void Receive(GrainRequest request)
    {
        if (!TryBind(request))
            return;
        if (!runtime.Catalog.TryGet(request.Target, out var activation) || !activation.TryEnqueue(request))
            _ = RouteAsync(request);
    }

    public void Leaving(Connection connection)
    {
        // The membership view says it too.
    }

    /// <summary>Takes over what waited for an activation that is not or no longer the grain's. <paramref name="place"/> is where it is, if known.</summary>
    public void Redirect(WorkItem item, SiloAddress? place)
    {
        if (item is not GrainRequest request)
            return;
        request.PlaceHere = false;

        // Counts as a hop, so that a grain that ends itself whenever it is activated doesn't keep its callers going round forever.
        request.ForwardCount++;
        if (place is not null)
            runtime.Directory.Remember(request.Target, place);
        else
            runtime.Directory.Forget(request.Target);
        _ = RouteAsync(request);
    }

    public void Moved(GrainId grain) => runtime.Directory.Forget(grain);

    /// <summary>Another silo asks.</summary>
    public async Task<byte[]> AnswerAsync(byte operation, ReadOnlyMemory<byte> body)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(runtime.Stopped);
        timeout.CancelAfter(runtime.ResponseTimeout);
        switch ((SiloOperation)operation)
        {
            case SiloOperation.Directory:
                var answer = new ArrayBufferWriter<byte>();
                (await runtime.Directory.AnswerAsync(ReadDirectoryRequest(body), timeout.Token)).Write(answer);
                return answer.WrittenSpan.ToArray();
            case SiloOperation.Report:
                await runtime.Directory.TakeReportAsync(ReadReport(body), timeout.Token);
                return [];
            case SiloOperation.EndDuplicate:
                EndDuplicate(body);
                return [];
            case SiloOperation.Gossip:
                await runtime.Membership.ObserveAsync(timeout.Token);
                return [];
            case SiloOperation.RemindersChanged:
                runtime.RemindersChanged();
                return [];
            case SiloOperation.Figures:
                return runtime.Services.GetService<SiloFigures>() is { } own ? JsonSerializer.SerializeToUtf8Bytes(own.Read(), ReportJson.Default.SiloReport) : [];
            case SiloOperation.ClusterFigures:
                return runtime.Services.GetService<SharedFigures>() is { } all ? await all.ReadAsync() : [];
            default:
                throw new InvalidDataException($"Unknown operation {operation}.");
        }
    }

    private async Task RouteAsync(GrainRequest request)
    {
        try
        {
            if (request.ForwardCount > runtime.MaxForwards)
                throw new OrleansMessageRejectionException($"{request} was passed on {request.ForwardCount} times and found no activation. The cluster changes faster than calls travel.");
            if (runtime.Lease.Expired)
                throw new SiloUnavailableException($"The silo {runtime.Silo} has lost its place in the cluster.");

            SiloAddress? place = null;
            if (!request.PlaceHere)
            {
                place = await runtime.Directory.LookupAsync(request.Target);
                request.PlaceHere = place is null;
                place ??= await runtime.Placement.PlaceAsync(request);
            }

            if (place is null || place.Equals(runtime.Silo))
                Begin(request);
            else
                await ForwardAsync(request, place);
        }
        catch (Exception exception)
        {
            request.Fail(exception);
        }
    }

    private void Begin(GrainRequest request)
    {
        if (runtime.Catalog.TryDeliver(request))
            return;

        // This silo begins nothing any more: it leaves, and the grain belongs elsewhere.
        if (runtime.Membership.View.Active.All(s => s.Equals(runtime.Silo)))
            throw new SiloUnavailableException($"The silo {runtime.Silo} is stopping, and there is no other.");
        Redirect(request, null);
    }

    /// <summary>Finds the request's method: how it is scheduled depends on it. A request that this silo doesn't understand is answered so.</summary>
    private bool TryBind(GrainRequest request)
    {
        try
        {
            request.Bind(runtime.Types.InterfaceCalled(request.InterfaceName));
            return true;
        }
        catch (OrleansException exception)
        {
            request.Fail(exception);
            return false;
        }
    }

    private async Task ForwardAsync(GrainRequest request, SiloAddress place)
    {
        request.ForwardCount++;
        if (request.Arguments is { } arguments)
        {
            request.Payload = ArgumentsCodec.Write(arguments, request.Method, runtime.Serializer);
            request.Arguments = null;
        }

        try
        {
            (runtime.Links.TryGet(place) ?? await runtime.Links.GetAsync(place)).SendRequest(request);
        }
        catch (SiloUnavailableException)
        {
            runtime.Directory.Forget(request.Target);
            throw;
        }
    }

    private void EndDuplicate(ReadOnlyMemory<byte> body)
    {
        var input = new ByteReader(body.Span);
        runtime.Directory.EndDuplicate(GrainId.Parse(input.ReadString()), (long)input.ReadVarUInt64());
    }

    private static DirectoryRequest ReadDirectoryRequest(ReadOnlyMemory<byte> body)
    {
        var input = new ByteReader(body.Span);
        return DirectoryRequest.Read(ref input);
    }

    private static DirectoryReport ReadReport(ReadOnlyMemory<byte> body)
    {
        var input = new ByteReader(body.Span);
        return DirectoryReport.Read(ref input);
    }
}
