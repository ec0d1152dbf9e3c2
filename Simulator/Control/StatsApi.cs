using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;

namespace Wasilo.Simulator.Control;

/// <summary>What the simulator has seen.</summary>
internal static class StatsApi
{
    public static void MapStats(this IEndpointRouteBuilder app) =>
        app.MapGet("/stats", Get).WithName("GetStats").WithTags("Statistics").WithSummary("Counters, and what correct clients never do");

    private static Ok<StatsResponse> Get(ChatServer server) => TypedResults.Ok(new StatsResponse(
        server.Connections.Count,
        server.Presences.Count,
        server.Courier.Unacknowledged,
        server.Groups.Count,
        server.Statistics.ToDictionary().ToDictionary(
            static pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key.ToString()), static pair => pair.Value),
        server.Queries.ToDictionary(),
        server.Routing.ToDictionary(),
        server.Violations.All));
}

/// <summary>What the simulator has seen.</summary>
/// <param name="OpenConnections">Sockets open now.</param>
/// <param name="OnlineDevices">Devices logged in now.</param>
/// <param name="Unacknowledged">Stanzas that devices haven't acknowledged: those that wait, and those that are on their way.</param>
/// <param name="Groups">Groups that there are.</param>
/// <param name="Counts">Counters since the start.</param>
/// <param name="Queries">How often each kind of query was asked, by namespace.</param>
/// <param name="RoutingInfo">What clients sent as routing info before their intro, in hexadecimal, and how often.</param>
/// <param name="Violations">What correct clients never do.</param>
public sealed record StatsResponse(
    int OpenConnections,
    int OnlineDevices,
    long Unacknowledged,
    int Groups,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, long> Queries,
    IReadOnlyDictionary<string, long> RoutingInfo,
    IReadOnlyList<Violation> Violations);
