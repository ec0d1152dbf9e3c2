using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>An error as Wawp words it: all fields that clients look for.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Status">Of HTTP.</param>
/// <param name="Error">The name of the status.</param>
/// <param name="Data">The status again.</param>
public sealed record WawpV2ErrorBody(string Code, string Message, int Status, string Error, WawpV2ErrorData Data);

public sealed record WawpV2ErrorData(int Status);

/// <summary>Writes a problem in JSON or, where only that is accepted, as XML or text.</summary>
internal sealed class WawpV2Error(Problem problem) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (status, code) = Of(problem.Condition);
        var body = new WawpV2ErrorBody(code, problem.Message, status, ReasonPhrases.GetReasonPhrase(status), new WawpV2ErrorData(status));
        var response = httpContext.Response;
        response.StatusCode = status;
        var accept = httpContext.Request.Headers.Accept.ToString();
        if (accept.StartsWith("application/xml", StringComparison.OrdinalIgnoreCase) || accept.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase))
            await WriteAsync(response, "application/xml; charset=utf-8", ToXml(body));
        else if (accept.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            await WriteAsync(response, "text/plain; charset=utf-8", $"{body.Code}: {body.Message}");
        else
            await response.WriteAsJsonAsync(body, httpContext.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, string type, string text)
    {
        response.ContentType = type;
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), response.HttpContext.RequestAborted);
    }

    private static string ToXml(WawpV2ErrorBody body) => new XElement(
        "error",
        new XElement("code", body.Code),
        new XElement("message", body.Message),
        new XElement("status", body.Status.ToString(CultureInfo.InvariantCulture))).ToString();

    private static (int Status, string Code) Of(Condition condition) => condition switch
    {
        Condition.Unauthorized => (401, "invalid_access_token"),
        Condition.Forbidden => (403, "forbidden"),
        Condition.QuotaReached => (403, "quota_reached"),
        Condition.Invalid => (400, "missing_param"),
        Condition.NotFound => (404, "invalid_session"),
        Condition.AlreadyPaired => (400, "already_connected"),
        Condition.QrNotReady => (404, "qr_not_ready"),
        Condition.NotPairing => (400, "not_waiting_for_scan"),
        Condition.NotWorking => (404, "invalid_session"),
        Condition.RateLimited => (429, "rate_limited"),
        Condition.RefusedUpstream or Condition.Unavailable => (502, "wawp_upstream_error"),
        Condition.Unexpected => (500, "internal_error"),
        Condition.NoRoute => (404, "no_route"),
        _ => (Statuses.Of(condition), "bad_request"),
    };
}
