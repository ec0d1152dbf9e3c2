using Wasilo.Api.Access;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Linking a session to a phone as WAHA has it.</summary>
internal static class WahaPairingApi
{
    public static void MapWahaPairing(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var pairing = waha.Group(app, "/api/{session}/auth", "Pairing")
            .ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        waha.Map(pairing, "GET", "qr", Permission.Control, QrAsync).Produces<WahaQr>().Produces<WahaError>(StatusCodes.Status400BadRequest)
            .Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("GetQr").WithSummary("The QR code on show, as an image or, with format=raw, what is in it");
        waha.Map(pairing, "POST", "request-code", Permission.Control, CodeAsync)
            .Takes<WahaCodeRequest>().Produces<WahaCode>(StatusCodes.Status201Created)
            .Produces<WahaError>(StatusCodes.Status400BadRequest).Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("RequestCode").WithSummary("A code to type into the phone instead of scanning");
        foreach (var (method, path) in ((string, string)[])
            [("GET", "passkey/challenge"), ("POST", "passkey"), ("GET", "passkey/confirmation"), ("POST", "passkey/confirm")])
        {
            waha.Map(pairing, method, path, Permission.Control, PasskeyAsync).Produces<WahaError>(StatusCodes.Status422UnprocessableEntity)
                .WithSummary("Passkeys are not asked for while linking: there is never anything to confirm");
        }

        waha.Map(waha.Group(app, "/api/screenshot", "Pairing"), "GET", "", Permission.Read, ScreenshotAsync).Produces<WahaFile>()
            .ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound)
            .WithName("GetScreenshot").WithSummary("The QR code while there is one to scan, else a card with the session's status");
    }

    /// <summary>A picture, as bytes or, for whoever takes JSON only, in base64.</summary>
    public static IResult Png(HttpContext http, byte[] png) =>
        http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(new WahaFile("image/png", Convert.ToBase64String(png)))
            : TypedResults.Bytes(png, "image/png");

    private static async Task<IResult> QrAsync(Call call)
    {
        var format = call.Http.Request.Query["format"] is [{ Length: > 0 } asked] ? asked : "image";
        if (format is not ("image" or "raw"))
            return call.Tell(Problem.Invalid("format must be image or raw."));
        return await call.TellAsync(
            call.Pairing.QrAsync(call.Session),
            qr => format == "raw" ? TypedResults.Ok(new WahaQr(qr.Text)) : Png(call.Http, qr.ToPng()));
    }

    private static Task<IResult> PasskeyAsync(Call call) => call.TellAsync(
        call.Sessions.GetAsync(call.Session), _ => call.Tell(new Problem(Condition.NotPairing, "No passkey is asked for.")));

    private static Task<IResult> ScreenshotAsync(Call call) => call.Http.Request.Query["session"] is [{ Length: > 0 } session]
        ? call.TellAsync(call.Sessions.TakeAsync(session, call.Caller), png => Png(call.Http, png))
        : Task.FromResult(call.Tell(Problem.Missing("session")));

    private static Task<IResult> CodeAsync(Call call) => call.ReadAsync(new WahaCodeRequest(null, null, null), async request =>
    {
        if ((request.PhoneNumber ?? request.Phone) is not { } phone)
            return call.Tell(Problem.Missing("phoneNumber"));
        if (request.Method is not null)
            return call.Tell(new Problem(Condition.NotPairing, "method is not offered; leave it out."));
        return await call.TellAsync(
            call.Pairing.CodeAsync(call.Session, phone),
            code => TypedResults.Json(new WahaCode(code), statusCode: StatusCodes.Status201Created));
    });
}
