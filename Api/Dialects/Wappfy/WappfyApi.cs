using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Wappfy;

/// <summary>What Wappfy does otherwise than WAHA, whose routes answer the rest.</summary>
internal static class WappfyApi
{
    private static readonly string[] StoreDialects = ["sqlite3", "postgres"];

    public static void MapWappfy(this IEndpointRouteBuilder app)
    {
        var wappfy = WappfyDialect.Instance;
        var sessions = wappfy.Group(app, "/api/sessions/{session}", "Sessions").WithMetadata(WappfyRoute.Mark);
        wappfy.Map(sessions, "POST", "start", Permission.Manage, StartAsync)
            .Takes<WappfyStartRequest>().Produces<WappfyDone>(StatusCodes.Status201Created)
            .ProducesWappfyErrors(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict)
            .WithName("WappfyStart").WithSummary("Create a session if there is none of this name, and start it; 409 if it is active");
        wappfy.Map(sessions, "POST", "logout", Permission.Control, LogOutAsync).Produces<WappfyDone>()
            .ProducesWappfyErrors(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .WithName("WappfyLogout").WithSummary("Unlink a session from its phone; 409 if it isn't linked");
        wappfy.Map(sessions, "DELETE", "", Permission.Delete, DeleteAsync).Produces<WappfyDone>()
            .ProducesWappfyErrors(StatusCodes.Status404NotFound)
            .WithName("WappfyDelete").WithSummary("Unlink a session and delete it");

        var pairing = wappfy.Group(app, "/api/{session}/auth", "Pairing").WithMetadata(WappfyRoute.Mark);
        wappfy.Map(pairing, "GET", "qr", Permission.Control, QrAsync).Produces<WahaQr>()
            .ProducesWappfyErrors(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .WithName("WappfyQr").WithSummary("What is in the QR code on show; the image with format=image");
        wappfy.Map(pairing, "POST", "request-code", Permission.Control, CodeAsync)
            .Takes<WahaCodeRequest>().Produces<WahaCode>()
            .ProducesWappfyErrors(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .WithName("WappfyCode").WithSummary("A code to type into the phone instead of scanning");
    }

    private static RouteHandlerBuilder ProducesWappfyErrors(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (int[])[StatusCodes.Status401Unauthorized, .. statuses])
            route.Produces<WappfyError>(status);
        return route;
    }

    private static Task<IResult> StartAsync(Call call) => call.ReadAsync(new WappfyStartRequest(null), async request =>
    {
        if (request.Config?.Store?.Dialect is { } dialect && !StoreDialects.Contains(dialect))
            return call.Tell(Problem.Invalid($"config.store.dialect must be one of {string.Join(", ", StoreDialects)}."));
        Func<SessionConfig, SessionConfig>? change = request.Config is { } given ? known => given.Over(known) : null;
        return await call.TellAsync(
            call.Sessions.StartAnewAsync(call.Session, change), view => Done(call, view, "started", StatusCodes.Status201Created));
    });

    private static Task<IResult> LogOutAsync(Call call) =>
        call.TellAsync(call.Sessions.LogOutPairedAsync(call.Session), view => Done(call, view, "logged out", StatusCodes.Status200OK));

    private static Task<IResult> DeleteAsync(Call call) => call.TellAsync(
        call.Sessions.DeleteAsync(call.Session), _ => TypedResults.Ok(new WappfyDone(true, "Session deleted successfully", call.Session)));

    private static Task<IResult> QrAsync(Call call) => call.TellAsync(call.Pairing.QrAsync(call.Session), IResult (qr) =>
    {
        var wantsImage = call.Http.Request.Query["format"] is ["image"]
            || call.Http.Request.Headers.Accept.ToString().StartsWith("image/", StringComparison.OrdinalIgnoreCase);
        return wantsImage ? TypedResults.Bytes(qr.ToPng(), "image/png") : TypedResults.Ok(new WahaQr(qr.Text));
    });

    private static Task<IResult> CodeAsync(Call call) => call.ReadAsync(
        new WahaCodeRequest(null, null, null),
        request => call.TellAsync(
            call.Pairing.CodeAsync(call.Session, request.Phone ?? request.PhoneNumber), code => TypedResults.Ok(new WahaCode(code))));

    private static JsonHttpResult<WappfyDone> Done(Call call, SessionView view, string done, int status) =>
        TypedResults.Json(WappfyDone.Of(view, done, call.Caller.MaySeeSecrets), statusCode: status);
}
