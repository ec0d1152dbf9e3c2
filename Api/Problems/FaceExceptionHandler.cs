using Microsoft.AspNetCore.Diagnostics;
using Wasilo.Api.Cluster;
using Wasilo.Grains.Abstractions;
using Wasilo.Silo;

namespace Wasilo.Api.Problems;

/// <summary>
/// Answers in the request's dialect whatever goes wrong, and never with more than the caller needs: a grain call that failed because of
/// the cluster is worth another try (503), a request that can't be read is the caller's (400, 413), and the rest is ours (500).
/// </summary>
internal sealed partial class FaceExceptionHandler(ClusterWatch watch, WasiloRole role, ILogger<FaceExceptionHandler> log) : IExceptionHandler
{
    public static bool IsOfCluster(Exception problem) => problem is OrleansException or TimeoutException or DatabaseAwayException;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        var problem = exception switch
        {
            _ when IsOfCluster(exception) => ClusterProblem.Of(watch.State, role),
            BadHttpRequestException bad => Statuses.Explain(bad.StatusCode, request),
            _ => Problem.Unexpected,
        };
        if (problem.Condition == Condition.Unavailable)
            LogFailed(request.Method, request.Path, exception.Message);
        else if (problem.Condition == Condition.Unexpected && !httpContext.RequestAborted.IsCancellationRequested)
            LogUnexpected(request.Method, request.Path, exception);

        await Faces.Tell(httpContext, problem).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(20, LogLevel.Warning, "{Method} {Path} failed in the cluster: {Reason}")]
    private partial void LogFailed(string method, PathString path, string reason);

    [LoggerMessage(21, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogUnexpected(string method, PathString path, Exception problem);
}
