using System.Diagnostics;

namespace Wasilo.Api.Telemetry;

/// <summary>
/// One entry a request, with names for programs. It has the route and not the path, and nothing of the query: both may hold keys.
/// </summary>
internal sealed partial class AccessLog(RequestDelegate next, ILogger<AccessLog> log)
{
    private const int LongestSession = 64;

    /// <summary>Where the id of the caller's key is found.</summary>
    public static readonly object KeyId = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (!log.IsEnabled(LogLevel.Information))
        {
            await next(http);
            return;
        }

        var began = Stopwatch.GetTimestamp();
        // Now, and not later: whoever handles a failure clears it.
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        try
        {
            await next(http);
        }
        finally
        {
            LogRequest(
                http.Request.Method,
                route,
                http.Response.StatusCode,
                Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                http.Items[KeyId] as string,
                Short(http.GetRouteValue("session") as string),
                http.Connection.RemoteIpAddress);
        }
    }

    /// <summary>A session's name is the caller's text: no line of it may look like another entry.</summary>
    private static string? Short(string? session) => session is null ? null
        : string.Concat(session.Take(LongestSession).Select(letter => char.IsControl(letter) ? '?' : letter));

    [LoggerMessage(60, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds:0.0} ms key={Key} session={Session} from={Address}")]
    private partial void LogRequest(
        string method, string route, int status, double milliseconds, string? key, string? session, System.Net.IPAddress? address);
}
