namespace Wasilo.Simulator.Host;

internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/healthz", static () => TypedResults.Ok(new HealthResponse("alive")))
            .WithName("GetHealth").WithTags("Health").WithSummary("Whether the process is alive");
}

/// <summary>That the process answers.</summary>
/// <param name="Status">Always "alive".</param>
public sealed record HealthResponse(string Status);
