using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Cluster;

namespace Wasilo.Api.Nodes;

/// <summary>The cluster's nodes, for whoever watches them. What changes something of a node is under <c>/admin</c>.</summary>
internal static class NodesApi
{
    public static void MapNodes(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapGroup("/api/nodes").WithTags("Nodes").RequireCluster()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        nodes.MapGet("", List)
            .WithName("ListNodes").WithSummary("All nodes: alive, joining, leaving, and dead ones that nobody removed");
    }

    private static async Task<Ok<IEnumerable<NodeResponse>>> List(ClusterWatch watch) =>
        TypedResults.Ok((await watch.Nodes.List()).Select(NodeResponse.Of));
}
