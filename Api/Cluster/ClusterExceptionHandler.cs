using Microsoft.AspNetCore.Diagnostics;
using Wasilo.Grains.Abstractions;

namespace Wasilo.Api.Cluster;

/// <summary>A grain call that failed because of the cluster, and not because of the request, is worth another try: 503.</summary>
internal sealed partial class ClusterExceptionHandler(
    IProblemDetailsService problems, ClusterWatch watch, ILogger<ClusterExceptionHandler> log) : IExceptionHandler
{
    public static bool IsOfCluster(Exception problem) => problem is OrleansException or TimeoutException or DatabaseAwayException;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsOfCluster(exception))
            return false;

        LogFailed(httpContext.Request.Method, httpContext.Request.Path, exception.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = ClusterProblem.Describe(httpContext, watch.State),
            Exception = exception,
        });
    }

    [LoggerMessage(20, LogLevel.Warning, "{Method} {Path} failed in the cluster: {Reason}")]
    private partial void LogFailed(string method, PathString path, string reason);
}
