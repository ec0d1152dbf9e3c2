using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Simulator.Connections;

namespace Wasilo.Simulator.Control;

/// <summary>Phones: making them, and what people do with them.</summary>
internal static class PhonesApi
{
    public static void MapPhones(this IEndpointRouteBuilder app)
    {
        var phones = app.MapGroup("/phones").WithTags("Phones");
        phones.MapGet("", List).WithName("ListPhones").WithSummary("All phones and their linked devices");
        phones.MapPost("", Create).WithName("CreatePhone").WithSummary("Make a phone with a number")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        phones.MapGet("{number}", Get).WithName("GetPhone").WithSummary("A phone and its linked devices")
            .ProducesProblem(StatusCodes.Status404NotFound);
        phones.MapPost("{number}/scan", ScanAsync).WithName("ScanQr")
            .WithSummary("Scan the QR code that a client shows; answers when the client is linked")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status504GatewayTimeout);
        phones.MapPost("{number}/enter-code", EnterCodeAsync).WithName("EnterCode")
            .WithSummary("Type the pairing code in that a client shows; answers when the client is linked")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status504GatewayTimeout);
        phones.MapPost("{number}/unlink", Unlink).WithName("Unlink").WithSummary("Unlink one device, or all")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<IEnumerable<PhoneResponse>> List(ChatServer server) =>
        TypedResults.Ok(server.Phones.All.Select(phone => PhoneResponse.Of(phone, server)));

    private static Created<PhoneResponse> Create(CreatePhoneRequest request, ChatServer server)
    {
        var phone = server.Phones.Create(request.Number, request.Name, request.Lid, request.Platform);
        return TypedResults.Created($"/phones/{phone.Number}", PhoneResponse.Of(phone, server));
    }

    private static Ok<PhoneResponse> Get(string number, ChatServer server) =>
        TypedResults.Ok(PhoneResponse.Of(server.Phones.Get(number), server));

    private static async Task<Ok<DeviceResponse>> ScanAsync(string number, ScanRequest request, ChatServer server) =>
        TypedResults.Ok(DeviceResponse.Of(await server.Actions.ScanAsync(server.Phones.Get(number), request.Qr), server));

    private static async Task<Ok<DeviceResponse>> EnterCodeAsync(string number, EnterCodeRequest request, ChatServer server) =>
        TypedResults.Ok(DeviceResponse.Of(await server.Actions.EnterCodeAsync(server.Phones.Get(number), request.Code), server));

    private static Ok<PhoneResponse> Unlink(string number, UnlinkRequest? request, ChatServer server)
    {
        var phone = server.Phones.Get(number);
        foreach (var device in request?.Device is { } one ? [phone.Get(one)] : phone.Devices)
            server.Actions.Unlink(device);
        return TypedResults.Ok(PhoneResponse.Of(phone, server));
    }
}
