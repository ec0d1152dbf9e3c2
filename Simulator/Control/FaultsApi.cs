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
        faults.MapDelete("", Clear).WithName("ClearFaults").WithSummary("End the faults that still wait")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<FaultResponse> Put(string number, FaultRequest request, ChatServer server)
    {
        var phone = server.Phones.Get(number);
        var devices = request.Device is { } one ? [phone.Get(one)] : phone.Devices;
        return TypedResults.Ok(new FaultResponse(request.Kind switch
        {
            FaultKind.Drop => Each(devices, server, static faults => faults.Drop()),
            FaultKind.StreamError => Each(devices, server, faults => faults.StreamError(Code(request))),
            FaultKind.Conflict => Each(devices, server, static faults => faults.Conflict()),
            FaultKind.TakePrekeys => Each(devices, server, faults => faults.TakePrekeys(Times(request)) > 0),
            FaultKind.FailLogins => Arm(() => server.Faults.FailLogins(phone, Code(request), Times(request))),
            FaultKind.LeaveUnanswered => Arm(() => server.Faults.LeaveUnanswered(phone, Namespace(request), Times(request))),
            _ => throw new InvalidFaultException($"There is no fault of kind {request.Kind}."),
        }));
    }

    private static NoContent Clear(string number, ChatServer server)
    {
        server.Faults.Clear(server.Phones.Get(number));
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

    private static int Times(FaultRequest request) => request.Times is >= 1 and <= MostTimes
        ? request.Times
        : throw new InvalidFaultException($"times must be 1 to {MostTimes}.");

    private static string Namespace(FaultRequest request) => string.IsNullOrEmpty(request.Namespace)
        ? throw new InvalidFaultException($"{request.Kind} needs the namespace of the queries, such as w:p.")
        : request.Namespace;
}
