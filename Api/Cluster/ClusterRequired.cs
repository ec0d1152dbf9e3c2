using Wasilo.Api.Problems;
using Wasilo.Silo;

namespace Wasilo.Api.Cluster;

/// <summary>Marks routes that are answered by grains.</summary>
internal static class ClusterRequired
{
    /// <summary>Answers at once with 503 while no grain can be reached, instead of letting the caller wait for a timeout.</summary>
    public static TBuilder RequireCluster<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(static (invocation, next) =>
        {
            var services = invocation.HttpContext.RequestServices;
            var state = services.GetRequiredService<ClusterWatch>().State;
            return state is ClusterState.Ready or ClusterState.Draining
                ? next(invocation)
                : ValueTask.FromResult<object?>(
                    Faces.Tell(invocation.HttpContext, ClusterProblem.Of(state, services.GetRequiredService<WasiloRole>())));
        });
}
