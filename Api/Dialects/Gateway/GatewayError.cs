using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>An error as Gateway words it.</summary>
public sealed record GatewayError(GatewayErrorBody Error)
{
    internal static IResult Of(Problem problem)
    {
        var (status, code) = Of(problem.Condition);
        var details = new Dictionary<string, object>();
        if (problem.RetryAfter is { } seconds)
            details["retryAfterSeconds"] = seconds;
        if (problem.Status is { } known)
            details["status"] = GatewayWords.Of(known);
        return TypedResults.Json(new GatewayError(new GatewayErrorBody(code, problem.Message, details)), statusCode: status);
    }

    private static (int Status, string Code) Of(Condition condition) => condition switch
    {
        Condition.Unauthorized => (401, "unauthorized"),
        Condition.Forbidden or Condition.QuotaReached => (403, "forbidden"),
        Condition.NotFound or Condition.NoRoute or Condition.QrNotReady => (404, "not_found"),
        Condition.NameTaken or Condition.AlreadyActive or Condition.AlreadyPaired or Condition.NotAuthenticated or Condition.NotPairing => (409, "conflict"),
        Condition.RateLimited => (429, "rate_limited"),
        Condition.NotWorking => (501, "not_implemented"),
        Condition.Unavailable or Condition.RefusedUpstream => (503, "gateway_unavailable"),
        Condition.Unexpected => (500, "internal"),
        _ => (Statuses.Of(condition), "validation_error"),
    };
}

/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Details">More, by name.</param>
public sealed record GatewayErrorBody(string Code, string Message, Dictionary<string, object> Details);
