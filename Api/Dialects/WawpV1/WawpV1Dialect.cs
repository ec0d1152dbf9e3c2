using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV1;

/// <summary>An error as WordPress words it.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Data">The status.</param>
public sealed record WawpV1Error(string Code, string Message, WawpV1ErrorData Data);

public sealed record WawpV1ErrorData(int Status, string[] Details);

/// <summary>Wawp's first version, a plugin of WordPress, under <c>/wp-json/awp/v1</c>.</summary>
internal sealed class WawpV1Dialect : WawpDialect
{
    public static readonly WawpV1Dialect Instance = new();

    public override string Name => "wawp-v1";

    public override IResult Tell(HttpContext http, Problem problem)
    {
        var (status, code) = Of(problem.Condition);
        return TypedResults.Json(
            new WawpV1Error(code, problem.Message, new WawpV1ErrorData(status, [problem.Message])), statusCode: status);
    }

    public override object Show(SessionView session, Call call) => WawpV1Session.Of(session, KeyOf(call.Http.Request, call.Parameters)!);

    protected override string? KeyOf(HttpRequest request, Parameters parameters) => parameters["access_token"];

    protected override Task<Answer<Parameters>> ReadParametersAsync(HttpContext http) => WawpParameters.ReadAsync(http, forms: true);

    private static (int Status, string Code) Of(Condition condition) => condition switch
    {
        Condition.Unauthorized => (401, "invalid_access_token"),
        Condition.Forbidden => (403, "rest_forbidden"),
        Condition.QuotaReached => (403, "quota_reached"),
        Condition.Invalid => (400, "rest_invalid_param"),
        Condition.NotFound => (404, "invalid_instance"),
        Condition.NoRoute => (404, "rest_no_route"),
        Condition.NameTaken => (409, "instance_exists"),
        Condition.AlreadyPaired => (400, "already_connected"),
        Condition.QrNotReady => (400, "qr_not_ready"),
        Condition.NotPairing => (400, "not_waiting_for_scan"),
        Condition.NotWorking => (400, "wawp_upstream_error"),
        Condition.RateLimited => (429, "rate_limited"),
        Condition.RefusedUpstream => (502, "wawp_upstream_error"),
        Condition.Unavailable => (503, "server_not_found"),
        Condition.Unexpected => (500, "internal_error"),
        _ => (Statuses.Of(condition), "rest_bad_request"),
    };
}
