using Microsoft.AspNetCore.Routing.Matching;

namespace Wasilo.Api.Dialects.Wappfy;

/// <summary>Marks routes that are Wappfy's where WAHA has one of the same path.</summary>
internal sealed class WappfyRoute
{
    public static readonly WappfyRoute Mark = new();

    /// <summary>Wappfy's paths are WAHA's. What tells their clients apart is the header with the key.</summary>
    public static bool IsMeant(HttpRequest request) => request.Headers.ContainsKey("apikey") && !request.Headers.ContainsKey("X-Api-Key");
}

/// <summary>Of two routes with one path, takes the one that the request's header means.</summary>
internal sealed class WappfyRoutePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsWappfys);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var isMeant = WappfyRoute.IsMeant(httpContext.Request);
        var hasWappfys = false;
        for (var at = 0; at < candidates.Count; at++)
            hasWappfys |= candidates.IsValidCandidate(at) && IsWappfys(candidates[at].Endpoint);
        for (var at = 0; at < candidates.Count; at++)
        {
            if (hasWappfys && candidates.IsValidCandidate(at) && IsWappfys(candidates[at].Endpoint) != isMeant)
                candidates.SetValidity(at, false);
        }

        return Task.CompletedTask;
    }

    private static bool IsWappfys(Endpoint endpoint) => endpoint.Metadata.GetMetadata<WappfyRoute>() is not null;
}
