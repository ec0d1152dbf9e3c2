using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Cluster;
using Wasilo.Grains.Abstractions.Nodes;

namespace Wasilo.Api.Nodes;

/// <summary>The cluster's nodes, for operators.</summary>
internal static class NodesApi
{
    private const int LongestName = 63;
    private const int LongestReason = 500;

    public static void MapNodes(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapGroup("/api/nodes").WithTags("Nodes").RequireCluster()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        nodes.MapGet("", List)
            .WithName("ListNodes").WithSummary("All nodes: alive, joining, leaving, and dead ones that nobody removed");
        nodes.MapPost("{name}/cordon", Cordon)
            .WithName("CordonNode").WithSummary("Keep new grains away from a node; what runs there stays");
        nodes.MapPost("{name}/uncordon", Uncordon)
            .WithName("UncordonNode").WithSummary("Let a node take new grains again");
    }

    private static async Task<Ok<IEnumerable<NodeResponse>>> List(ClusterWatch watch) =>
        TypedResults.Ok((await watch.Nodes.List()).Select(NodeResponse.Of));

    private static async Task<Results<Ok<CordonResponse>, ProblemHttpResult>> Cordon(
        string name, CordonRequest? request, IClusterClient cluster)
    {
        if (request?.Reason is { Length: > LongestReason })
            return TypedResults.Problem($"reason has more than {LongestReason} characters.", statusCode: StatusCodes.Status400BadRequest);

        return Answer(name, name.Length > LongestName ? null : await cluster.GetGrain<INodeGrain>(name).Cordon(request?.Reason));
    }

    private static async Task<Results<Ok<CordonResponse>, ProblemHttpResult>> Uncordon(string name, IClusterClient cluster) =>
        Answer(name, name.Length > LongestName ? null : await cluster.GetGrain<INodeGrain>(name).Uncordon());

    private static Results<Ok<CordonResponse>, ProblemHttpResult> Answer(string name, NodeCordon? cordon) => cordon is null
        ? TypedResults.Problem($"There is no node '{name}'. GET /api/nodes lists them.", statusCode: StatusCodes.Status404NotFound)
        : TypedResults.Ok(new CordonResponse(name, cordon.Cordoned, cordon.Reason, cordon.Since));
}
