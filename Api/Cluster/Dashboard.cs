using Orleans.Dashboard;

namespace Wasilo.Api.Cluster;

/// <summary>Orleans' own pages: grains by type, calls, latencies, silos.</summary>
internal static class Dashboard
{
    public static void MapDashboard(this IEndpointRouteBuilder app) =>
        app.MapOrleansDashboard("/dashboard/orleans").RequireCluster().ExcludeFromDescription();
}
