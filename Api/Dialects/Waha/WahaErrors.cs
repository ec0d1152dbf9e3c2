using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Waha;

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

    public static JsonHttpResult<WahaError> Unauthorized() =>
        TypedResults.Json(new WahaError(StatusCodes.Status401Unauthorized, "Unauthorized"), statusCode: StatusCodes.Status401Unauthorized);

    public static JsonHttpResult<WahaError> Forbidden() => Of(StatusCodes.Status403Forbidden, "The API key may not do this");

    public static JsonHttpResult<WahaError> NotFound() => Of(StatusCodes.Status404NotFound, "Session not found");

    public static JsonHttpResult<WahaError> BadRequest(string message) => Of(StatusCodes.Status400BadRequest, message);

    public static JsonHttpResult<WahaError> Unprocessable(string message) => Of(StatusCodes.Status422UnprocessableEntity, message);

    public static JsonHttpResult<WahaStatusError> Unexpected(string session, SessionStatus status, params SessionStatus[] expected) =>
        TypedResults.Json(
            new WahaStatusError(WrongStatus, session, status, expected), statusCode: StatusCodes.Status422UnprocessableEntity);

    private static JsonHttpResult<WahaError> Of(int status, string message) =>
        TypedResults.Json(new WahaError(status, message, ReasonPhrases.GetReasonPhrase(status)), statusCode: status);
}
