using Wasilo.Api.Access;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <param name="Name">The session.</param>
/// <param name="Config">What it is configured to; null leaves it.</param>
public sealed record WahaOldStartRequest(string? Name, WahaConfig? Config);

/// <param name="Name">The session.</param>
/// <param name="Logout">Whether it is unlinked and deleted too.</param>
public sealed record WahaOldStopRequest(string? Name, bool? Logout);

/// <summary>Verbs with the session in the body, which WAHA keeps for old clients.</summary>
internal static class WahaDeprecatedApi
{
    public static void MapWahaDeprecated(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var sessions = waha.Group(app, "/api/sessions", "Sessions").ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        waha.Map(sessions, "POST", "start", Permission.Manage, StartAsync)
            .Takes<WahaOldStartRequest>().Produces<WahaSession>(StatusCodes.Status201Created)
            .Produces<WahaError>(StatusCodes.Status422UnprocessableEntity).WithSummary("Deprecated: create a session if there is none, and start it");
        waha.Map(sessions, "POST", "stop", Permission.Control, StopAsync)
            .Takes<WahaOldStopRequest>().Produces(StatusCodes.Status201Created).WithSummary("Deprecated: stop a session, and delete it with logout");
        waha.Map(sessions, "POST", "logout", Permission.Delete, call => call.ReadAsync(
                new WahaOldStopRequest(null, null), request => NamedAsync(call, request.Name, name => DeleteAsync(call, name))))
            .Takes<WahaOldStopRequest>().Produces(StatusCodes.Status201Created).WithSummary("Deprecated: unlink a session and delete it");
    }

    private static Task<IResult> StartAsync(Call call) => call.ReadAsync(new WahaOldStartRequest(null, null), request => NamedAsync(
        call,
        request.Name,
        name =>
        {
            Func<SessionConfig, SessionConfig>? change = request.Config is { } given ? known => given.ToConfig().WithWhatWahaHasNot(known) : null;
            return call.TellAsync(call.Sessions.StartAnewAsync(name, change), StatusCodes.Status201Created);
        }));

    private static Task<IResult> StopAsync(Call call) => call.ReadAsync(new WahaOldStopRequest(null, null), request => NamedAsync(
        call,
        request.Name,
        name => request.Logout != true
            ? call.TellAsync(call.Sessions.StopAsync(name), _ => TypedResults.StatusCode(StatusCodes.Status201Created))
            : call.Caller.May(Permission.Delete) ? DeleteAsync(call, name) : Task.FromResult(call.Tell(Problem.Forbidden))));

    private static Task<IResult> DeleteAsync(Call call, string name) =>
        call.TellAsync(call.Sessions.DeleteAsync(name), _ => TypedResults.StatusCode(StatusCodes.Status201Created));

    private static Task<IResult> NamedAsync(Call call, string? name, Func<string, Task<IResult>> act) =>
        name is { Length: > 0 } ? act(name) : Task.FromResult(call.Tell(Problem.Missing("name")));
}
