using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Cluster;
using Wasilo.Silo;

namespace Wasilo.Api.Health;

/// <summary>For load balancers and orchestrators.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Ok(new HealthResponse("alive", null)))
            .WithName("GetHealth").WithTags("Health")
            .WithSummary("Whether the process is alive; restart it if this does not answer");
        app.MapGet("/readyz", Ready)
            .WithName("GetReadiness").WithTags("Health")
            .WithSummary("Whether requests can be answered; send them elsewhere while this is 503")
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<HealthResponse> Ready(ClusterWatch watch, WasiloRole role) => watch.State switch
    {
        ClusterState.Ready => TypedResults.Json(new HealthResponse("ready", null)),
        var state => TypedResults.Json(
            new HealthResponse(
                state switch
                {
                    ClusterState.Joining => "joining",
                    ClusterState.Draining => "draining",
                    _ => "without_node",
                },
                ClusterProblem.Explain(state, role)),
            statusCode: StatusCodes.Status503ServiceUnavailable),
    };
}
