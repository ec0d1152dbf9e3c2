using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV1;

/// <summary>What is in a QR code, in both forms that are documented.</summary>
public sealed record WawpV1Qr(string Value, long? Expiry, string Mimetype, string Data);

/// <summary>A picture, as a data URI and in base64.</summary>
public sealed record WawpV1Image(string Qr, string Mimetype, string Data);

/// <summary>A picture in base64.</summary>
public sealed record WawpV1File(string Mimetype, string Data);

public sealed record WawpV1Code(string Code);

public sealed record WawpV1Done(bool Success, string Message);

/// <summary>Sessions, and linking them, as Wawp's first version has it.</summary>
internal static class WawpV1Api
{
    public static void MapWawpV1(this IEndpointRouteBuilder app)
    {
        var wawp = WawpV1Dialect.Instance;
        var routes = wawp.Group(app, "/wp-json/awp/v1", "Session");
        foreach (var path in (string[])["createSession", "session/create"])
        {
            wawp.Map(routes, "POST", path, Permission.Manage, CreateAsync).Produces<WawpV1Session>().ProducesWawpErrors()
                .WithSummary("Create a session; it is STOPPED until it is started");
        }

        MapVerb("POST", "start", "Start a session; one that runs isn't changed", (desk, session) => desk.StartAsync(session));
        MapVerb("POST", "stop", "Stop a session; it stays linked", (desk, session) => desk.StopAsync(session));
        MapVerb("POST", "restart", "Stop a session and start it", (desk, session) => desk.RestartAsync(session));
        MapVerb("POST GET", "logout", "Unlink a session; one that ran shows a new QR code", (desk, session) => desk.LogOutAndRunOnAsync(session));
        wawp.Map(routes, "DELETE", "session/delete", Permission.Delete, DeleteAsync).Produces<WawpV1Done>().ProducesWawpErrors()
            .WithSummary("Unlink a session and delete it for good");
        wawp.Map(routes, "GET", "session/info", Permission.Read, InfoAsync).Produces<WawpV1Session>().ProducesWawpErrors()
            .WithSummary("A session");
        wawp.Map(routes, "GET", "session/me", Permission.Read, MeAsync).Produces<WahaMe>().ProducesWawpErrors()
            .WithSummary("The account on WhatsApp, or null");
        wawp.Map(routes, "GET", "getQr", Permission.Control, QrAsync).Produces<WawpV1Image>().ProducesWawpErrors()
            .WithSummary("The QR code on show, drawn or, with format=raw, what is in it");
        wawp.Map(routes, "POST", "requestCode", Permission.Control, CodeAsync).Produces<WawpV1Code>().ProducesWawpErrors()
            .WithSummary("A code to type into the phone instead of scanning");

        wawp.Map(routes, "GET", "getScreenshot", Permission.Read, ScreenshotAsync).Produces<WawpV1File>().ProducesWawpErrors()
            .WithSummary("The QR code while there is one to scan, else a card with the session's status");

        void MapVerb(string methods, string verb, string summary, Func<SessionDesk, string, Task<Answer<SessionView>>> act) =>
            wawp.Map(
                    routes, methods, $"session/{verb}", Permission.Control,
                    call => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(act(call.Sessions, instance))))
                .Produces<WawpV1Session>().ProducesWawpErrors().WithSummary(summary);
    }

    /// <summary>For the OpenAPI document.</summary>
    public static RouteHandlerBuilder ProducesWawpErrors(this RouteHandlerBuilder route)
    {
        foreach (var status in (int[])[StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound])
            route.Produces<WawpV1Error>(status);
        return route;
    }

    private static Task<IResult> CreateAsync(Call call) =>
        call.TellAsync(call.Sessions.CreateAsync(call.Parameters["name"], SessionConfig.Default, start: false));

    private static Task<IResult> DeleteAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
        call.Sessions.DeleteAsync(instance), _ => TypedResults.Ok(new WawpV1Done(true, "The session was deleted."))));

    private static Task<IResult> InfoAsync(Call call) =>
        WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(call.Sessions.GetAsync(instance)));

    private static Task<IResult> MeAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
        call.Sessions.GetAsync(instance), view => TypedResults.Json(WahaMe.Of(view.Me))));

    private static Task<IResult> QrAsync(Call call)
    {
        var format = call.Parameters["format"] ?? "image";
        if (format is not ("raw" or "image"))
            return Task.FromResult(call.Tell(Problem.Invalid("format must be raw or image.")));
        return WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
            call.Pairing.QrAsync(instance), IResult (qr) => format == "raw" ? Raw(qr) : Image(qr)));
    }

    private static Task<IResult> ScreenshotAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
        call.Sessions.TakeAsync(instance, call.Caller), png => TypedResults.Ok(new WawpV1File("image/png", Convert.ToBase64String(png)))));

    private static Ok<WawpV1Qr> Raw(QrCode qr) => TypedResults.Ok(new WawpV1Qr(
        qr.Text, qr.ExpiresAt?.ToUnixTimeMilliseconds(), "application/json", Convert.ToBase64String(WawpQr.ToJson(qr))));

    private static Ok<WawpV1Image> Image(QrCode qr) =>
        TypedResults.Ok(new WawpV1Image(qr.ToDataUri(), "image/png", Convert.ToBase64String(qr.ToPng())));

    private static Task<IResult> CodeAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance =>
        call.Parameters["phone_number"] is { } phone
            ? call.TellAsync(call.Pairing.CodeAsync(instance, phone), code => TypedResults.Ok(new WawpV1Code(code)))
            : Task.FromResult(call.Tell(Problem.Missing("phone_number"))));
}
