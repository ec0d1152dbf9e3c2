namespace Wasilo.Api.Problems;

/// <summary>The HTTP statuses of conditions, where a dialect has no other for them.</summary>
internal static class Statuses
{
    public static int Of(Condition condition) => condition switch
    {
        Condition.Unauthorized => StatusCodes.Status401Unauthorized,
        Condition.Forbidden or Condition.QuotaReached => StatusCodes.Status403Forbidden,
        Condition.Invalid or Condition.NotPaired => StatusCodes.Status400BadRequest,
        Condition.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Condition.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        Condition.NotFound or Condition.NoRoute or Condition.QrNotReady => StatusCodes.Status404NotFound,
        Condition.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        Condition.NameTaken or Condition.AlreadyActive or Condition.NotAuthenticated or Condition.AlreadyPaired or Condition.NotPairing
            or Condition.NotWorking => StatusCodes.Status409Conflict,
        Condition.RateLimited => StatusCodes.Status429TooManyRequests,
        Condition.RefusedUpstream => StatusCodes.Status502BadGateway,
        Condition.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a status that was set without a body means.</summary>
    public static Problem Explain(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status400BadRequest => Problem.Invalid("The request can't be understood; compare it with the documentation."),
        StatusCodes.Status401Unauthorized => Problem.Unauthorized,
        StatusCodes.Status403Forbidden => Problem.Forbidden,
        StatusCodes.Status404NotFound => new Problem(Condition.NoRoute, $"Cannot {request.Method} {request.Path}"),
        StatusCodes.Status405MethodNotAllowed => new Problem(Condition.MethodNotAllowed, $"{request.Path} does not take {request.Method}."),
        StatusCodes.Status413PayloadTooLarge => new Problem(Condition.TooLarge, "The body is too long."),
        StatusCodes.Status415UnsupportedMediaType => new Problem(Condition.UnsupportedMedia, "The body must be JSON."),
        StatusCodes.Status429TooManyRequests => new Problem(Condition.RateLimited, "Too many requests with this key."),
        StatusCodes.Status503ServiceUnavailable => new Problem(Condition.Unavailable, "Try again later."),
        _ => Problem.Unexpected,
    };
}
