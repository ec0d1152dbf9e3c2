using Wasilo.Api.Cluster;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Waha;

/// <summary>Linking a session to a phone as WAHA has it.</summary>
internal static class WahaPairingApi
{
    /// <summary>As long as WAHA waits for a session to show a QR code.</summary>
    private static readonly TimeSpan QrWait = TimeSpan.FromSeconds(5);

    public static void MapWahaPairing(this IEndpointRouteBuilder app)
    {
        var pairing = app.MapGroup("/api/{session}/auth").WithTags("Pairing").RequireCluster().AddEndpointFilter(WahaCaller.RequireKeyAsync)
            .ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        pairing.MapGet("qr", QrAsync).Produces<WahaQr>().Produces<WahaError>(StatusCodes.Status400BadRequest)
            .Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("GetQr").WithSummary("The QR code on show, as an image or, with format=raw, what is in it");
        pairing.MapPost("request-code", CodeAsync)
            .Accepts<WahaCodeRequest>("application/json").Produces<WahaCode>(StatusCodes.Status201Created)
            .Produces<WahaError>(StatusCodes.Status400BadRequest).Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("RequestCode").WithSummary("A code to type into the phone instead of scanning");
    }

    private static async Task<IResult> QrAsync(string session, HttpContext http, string format = "image")
    {
        if (format is not ("image" or "raw"))
            return WahaErrors.BadRequest("format must be image or raw.");
        if (await WahaCaller.Of(http).FindAsync(session) is not { } found || await found.GetQr(QrWait) is not { } qr)
            return WahaErrors.NotFound();
        if (qr.Text is not { } text)
            return WahaErrors.Unexpected(session, WahaSession.Word(qr.Status), SessionStatus.ScanQrCode);
        if (format == "raw")
            return TypedResults.Ok(new WahaQr(text));
        var png = QrImage.Png(text);
        return http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Ok(new WahaFile("image/png", Convert.ToBase64String(png)))
            : TypedResults.Bytes(png, "image/png");
    }

    private static async Task<IResult> CodeAsync(string session, HttpContext http)
    {
        var (request, problem) = await WahaBody.ReadAsync(http.Request, new WahaCodeRequest(null, null, null));
        if (request is null)
            return WahaErrors.BadRequest(problem!);
        if ((request.PhoneNumber ?? request.Phone) is not { Length: > 0 and <= 100 } phone)
            return WahaErrors.BadRequest("phoneNumber is missing.");
        if (request.Method is not null)
            return WahaErrors.Unprocessable("method is not offered; leave it out.");

        if (await WahaCaller.Of(http).FindAsync(session) is not { } found || await found.RequestPairingCode(phone, null) is not { } answer)
            return WahaErrors.NotFound();
        return answer switch
        {
            { Code: { } code } => TypedResults.Json(new WahaCode(code), statusCode: StatusCodes.Status201Created),
            { Refusal: PairingCodeRefusal.NotPairing } =>
                WahaErrors.Unexpected(session, WahaSession.Word(answer.Status), SessionStatus.ScanQrCode),
            { Refusal: PairingCodeRefusal.Invalid } => WahaErrors.BadRequest(answer.Message!),
            _ => WahaErrors.Unprocessable(answer.Message!),
        };
    }
}
