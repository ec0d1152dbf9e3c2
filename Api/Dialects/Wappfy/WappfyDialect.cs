using Microsoft.AspNetCore.WebUtilities;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Wappfy;

/// <summary>An error as Wappfy words it, with what clients of WAHA look for.</summary>
/// <param name="Success">Always false.</param>
/// <param name="Message">For people.</param>
/// <param name="StatusCode">Of HTTP.</param>
/// <param name="Error">The name of the status.</param>
public sealed record WappfyError(bool Success, string Message, int StatusCode, string Error);

/// <summary>Wappfy's contract: WAHA's paths, with a header of its own and stricter verbs.</summary>
internal sealed class WappfyDialect : Dialect
{
    public static readonly WappfyDialect Instance = new();

    public override string Name => "wappfy";

    public override bool TakesNames => true;

    public override IResult Tell(HttpContext http, Problem problem)
    {
        var status = StatusOf(problem.Condition);
        return TypedResults.Json(new WappfyError(false, problem.Message, status, ReasonPhrases.GetReasonPhrase(status)), statusCode: status);
    }

    public override object Show(SessionView session, Call call) => WahaSession.Of(session, call.Caller.MaySeeSecrets);

    protected override string? KeyOf(HttpRequest request, Parameters parameters) => Header(request, "apikey");

    private static int StatusOf(Condition condition) => condition switch
    {
        Condition.AlreadyPaired or Condition.QrNotReady or Condition.NotPairing => StatusCodes.Status400BadRequest,
        Condition.NotWorking => StatusCodes.Status422UnprocessableEntity,
        _ => Statuses.Of(condition),
    };
}
