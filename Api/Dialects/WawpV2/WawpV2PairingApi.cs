using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>Linking a session to a phone as Wawp's second version has it.</summary>
internal static class WawpV2PairingApi
{
    public static void MapWawpV2Pairing(this IEndpointRouteBuilder app)
    {
        var wawp = WawpV2Dialect.Instance;
        var auth = wawp.Group(app, "/v2/auth", "Auth");
        wawp.Map(auth, "POST GET", "qr", Permission.Control, QrAsync)
            .Takes().Produces<WawpV2File>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("The QR code on show: with format=raw (the default) what is in it, with format=image drawn");
        wawp.Map(auth, "POST GET", "qr-image", Permission.Control, QrImageAsync)
            .Takes().Produces<WawpV2QrImage>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("The QR code on show in a data URI");
        wawp.Map(auth, "POST", "request-code", Permission.Control, CodeAsync)
            .Takes().Produces<WawpV2Code>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("A code to type into the phone instead of scanning");
    }

    private static Task<IResult> QrAsync(Call call)
    {
        var format = call.Parameters["format"] ?? "raw";
        if (format is not ("raw" or "image"))
            return Task.FromResult(call.Tell(Problem.Invalid("format must be raw or image.")));
        return WithQrAsync(call, qr => TypedResults.Ok(format == "image"
            ? new WawpV2File("image/png", Convert.ToBase64String(qr.ToPng()))
            : new WawpV2File("application/json", Convert.ToBase64String(WawpQr.ToJson(qr)))));
    }

    private static Task<IResult> QrImageAsync(Call call) => WithQrAsync(call, qr => TypedResults.Ok(new WawpV2QrImage(qr.ToDataUri())));

    private static Task<IResult> CodeAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance =>
        call.Parameters["phone_number"] is { } phone
            ? call.TellAsync(call.Pairing.CodeAsync(instance, phone), code => TypedResults.Ok(new WawpV2Code(code)))
            : Task.FromResult(call.Tell(Problem.Missing("phone_number"))));

    private static Task<IResult> WithQrAsync(Call call, Func<QrCode, IResult> show) =>
        WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(call.Pairing.QrAsync(instance), show));
}
