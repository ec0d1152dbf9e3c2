using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Faults;
using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.Control;

/// <summary>Faults on demand.</summary>
internal static class FaultsApi
{
    // More is a mistake: failing for ever is what unlinking does.
    private const int MostTimes = 1_000_000;

    public static void MapFaults(this IEndpointRouteBuilder app)
    {
        var faults = app.MapGroup("/phones/{number}/faults").WithTags("Faults");
        faults.MapPost("", Put).WithName("PutFault").WithSummary("Let something go wrong for one device of a phone, or for all")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        var common = app.MapGroup("/faults").WithTags("Faults");
        common.MapPost("", PutForAll).WithName("PutFaultForAll").WithSummary("Let something go wrong for every device of every phone")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        common.MapDelete("", ClearForAll).WithName("ClearFaultsForAll").WithSummary("End the faults for all that still wait");
        faults.MapDelete("", Clear).WithName("ClearFaults").WithSummary("End the faults that still wait")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<FaultResponse> Put(string number, FaultRequest request, ChatServer server)
    {
        var phone = server.Phones.Get(number);
        var devices = request.Device is { } one ? [phone.Get(one)] : phone.Devices;
        return Strike(request, devices, new CommonFaults(server.Faults, new FaultScope(phone)), server);
    }

    private static Ok<FaultResponse> PutForAll(FaultRequest request, ChatServer server) => request.Device is null
        ? Strike(request, server.Phones.All.SelectMany(static phone => phone.Devices), new CommonFaults(server.Faults, default), server)
        : throw new InvalidFaultException("A device is one of a phone: POST /phones/{number}/faults.");

    private static Ok<FaultResponse> Strike(FaultRequest request, IEnumerable<Device> devices, CommonFaults common, ChatServer server) =>
        TypedResults.Ok(new FaultResponse(request.Kind switch
        {
            FaultKind.Drop => Each(devices, server, static faults => faults.Drop()),
            FaultKind.StreamError => Each(devices, server, faults => faults.StreamError(Code(request))),
            FaultKind.Conflict => Each(devices, server, static faults => faults.Conflict()),
            FaultKind.TakePrekeys => Each(devices, server, faults => faults.TakePrekeys(Times(request)) > 0),
            FaultKind.FailLogins => Arm(() => common.FailLogins(Code(request), Times(request))),
            FaultKind.LeaveUnanswered => Arm(() => common.LeaveUnanswered(Namespace(request), Times(request))),
            FaultKind.Garbage => Each(devices, server, static faults => faults.Garbage()),
            FaultKind.Duplicate => Arm(() => common.Duplicate(Times(request))),
            FaultKind.Corrupt => Arm(() => common.Corrupt(Times(request))),
            FaultKind.WithholdAcks => Arm(() => common.WithholdAcks(Times(request))),
            FaultKind.Delay => Arm(() => common.Delay(Milliseconds(request), TimeSpan.FromMilliseconds(request.SpreadMilliseconds))),
            _ => throw new InvalidFaultException($"There is no fault of kind {request.Kind}."),
        }));

    private static NoContent Clear(string number, ChatServer server)
    {
        server.Faults.Clear(new FaultScope(server.Phones.Get(number)));
        return TypedResults.NoContent();
    }

    private static NoContent ClearForAll(ChatServer server)
    {
        server.Faults.Clear(FaultScope.Everyone);
        return TypedResults.NoContent();
    }

    private static int Each(IEnumerable<Device> devices, ChatServer server, Func<DeviceFaults, bool> strike) =>
        devices.Count(device => strike(new DeviceFaults(server, device)));

    private static int Arm(Action arm)
    {
        arm();
        return 0;
    }

    private static int Code(FaultRequest request) => request.Code is >= 100 and <= 999
        ? request.Code.Value
        : throw new InvalidFaultException($"{request.Kind} needs a code of three digits.");

    private static TimeSpan Milliseconds(FaultRequest request) => request.Milliseconds is { } milliseconds
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new InvalidFaultException($"{request.Kind} needs milliseconds.");

    private static int Times(FaultRequest request) => request.Times is >= 1 and <= MostTimes
        ? request.Times
        : throw new InvalidFaultException($"times must be 1 to {MostTimes}.");

    private static string Namespace(FaultRequest request) => string.IsNullOrEmpty(request.Namespace)
        ? throw new InvalidFaultException($"{request.Kind} needs the namespace of the queries, such as w:p.")
        : request.Namespace;
}
