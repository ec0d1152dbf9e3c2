using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Wasilo.Api.Dialects.Wappfy;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>An error as WAHA words it.</summary>
/// <param name="StatusCode">Of HTTP.</param>
/// <param name="Message">For people.</param>
/// <param name="Error">The name of the status.</param>
public sealed record WahaError(int StatusCode, string Message, string? Error = null);

/// <summary>The session isn't what it must be for this.</summary>
/// <param name="Error">For people.</param>
/// <param name="Session">Its name.</param>
/// <param name="Status">What it is.</param>
/// <param name="Expected">What it must be.</param>
public sealed record WahaStatusError(string Error, string Session, SessionStatus Status, SessionStatus[] Expected);

internal static class WahaErrors
{
    private const string WrongStatus = "Session status is not as expected. Try again later or restart the session";

    /// <summary>For the OpenAPI document: these answers may come from every route.</summary>
    public static TBuilder ProducesErrors<TBuilder>(this TBuilder routes, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            routes.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(WahaError), ["application/json"]));
        return routes;
    }

    public static IResult Of(HttpContext http, Problem problem)
    {
        if (WappfyRoute.IsMeant(http.Request))
            return WappfyDialect.Instance.Tell(http, problem);
        return problem switch
        {
            { Condition: Condition.Unauthorized } => Json(new WahaError(StatusCodes.Status401Unauthorized, "Unauthorized"), StatusCodes.Status401Unauthorized),
            { Session: { } session, Status: { } status, Expected: { Length: > 0 } expected } => Json(
                new WahaStatusError(WrongStatus, session, WahaSession.Word(status), expected), StatusCodes.Status422UnprocessableEntity),
            { Condition: Condition.NameTaken, Session: { } name } => Of(
                StatusCodes.Status422UnprocessableEntity, $"Session '{name}' already exists. Use PUT to update it."),
            _ => Of(StatusOf(problem.Condition), problem.Message),
        };
    }

    private static int StatusOf(Condition condition) => condition switch
    {
        Condition.QuotaReached or Condition.NameTaken or Condition.AlreadyActive or Condition.NotPaired or Condition.NotAuthenticated
            or Condition.AlreadyPaired or Condition.QrNotReady or Condition.NotPairing or Condition.RefusedUpstream or Condition.NotWorking
            => StatusCodes.Status422UnprocessableEntity,
        _ => Statuses.Of(condition),
    };

    private static JsonHttpResult<WahaError> Of(int status, string message) => Json(new WahaError(status, message, ReasonPhrases.GetReasonPhrase(status)), status);

    private static JsonHttpResult<TBody> Json<TBody>(TBody body, int status) => TypedResults.Json(body, statusCode: status);
}
