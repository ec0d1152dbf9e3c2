using Wasilo.Api.Access;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Sessions as WAHA has them.</summary>
internal static class WahaSessionsApi
{
    public static void MapWahaSessions(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var sessions = waha.Group(app, "/api/sessions", "Sessions")
            .ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

        waha.Map(sessions, "POST", "", Permission.Manage, CreateAsync)
            .Takes<WahaCreateRequest>().Produces<WahaSession>(StatusCodes.Status201Created)
            .Produces<WahaError>(StatusCodes.Status400BadRequest).Produces<WahaError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("CreateSession").WithSummary("Create a session, and start it unless start is false");
        waha.Map(sessions, "GET", "", Permission.Read, ListAsync).Produces<WahaSession[]>()
            .WithName("ListSessions").WithSummary("The account's sessions; stopped ones only with all=true");
        waha.Map(sessions, "GET", "{session}", Permission.Read, call => call.TellAsync(call.Sessions.GetAsync(call.Session)))
            .Found<WahaSession>().WithName("GetSession").WithSummary("A session");
        waha.Map(sessions, "PUT", "{session}", Permission.Configure, UpdateAsync)
            .Takes<WahaUpdateRequest>().Found<WahaSession>().Produces<WahaError>(StatusCodes.Status400BadRequest)
            .WithName("UpdateSession").WithSummary("Replace a session's config");
        waha.Map(sessions, "DELETE", "{session}", Permission.Delete, DeleteAsync)
            .WithName("DeleteSession").WithSummary("Log a session out and delete it; one that isn't there is no error");
        waha.Map(sessions, "GET", "{session}/me", Permission.Read, MeAsync)
            .Found<WahaMe>().WithName("GetMe").WithSummary("The account on WhatsApp, or null");

        MapVerb("start", "Start a session; one that runs isn't changed", (desk, session) => desk.StartAsync(session));
        MapVerb("stop", "Stop a session; it stays paired", (desk, session) => desk.StopAsync(session));
        MapVerb("restart", "Stop a session and start it", (desk, session) => desk.RestartAsync(session));
        MapVerb("logout", "Log a session out; one that ran starts anew and shows a QR code", (desk, session) => desk.LogOutAndRunOnAsync(session));

        void MapVerb(string verb, string summary, Func<SessionDesk, string, Task<Answer<SessionView>>> act) =>
            waha.Map(
                    sessions, "POST", $"{{session}}/{verb}", Permission.Control,
                    call => call.TellAsync(act(call.Sessions, call.Session), StatusCodes.Status201Created))
                .Found<WahaSession>(StatusCodes.Status201Created)
                .WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Session").WithSummary(summary);
    }

    private static RouteHandlerBuilder Found<TBody>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<TBody>(status).Produces<WahaError>(StatusCodes.Status404NotFound);

    private static Task<IResult> CreateAsync(Call call) => call.ReadAsync(
        new WahaCreateRequest(null, null, null),
        request => call.TellAsync(
            call.Sessions.CreateAsync(request.Name, request.Config.ToConfig(), request.Start != false), StatusCodes.Status201Created));

    private static async Task<IResult> ListAsync(Call call)
    {
        var all = WahaQuery.Flag(call.Http.Request, "all");
        if (all is null)
            return call.Tell(Problem.Invalid("all must be true or false."));
        return TypedResults.Ok((await call.Sessions.ListAsync())
            .Where(view => all.Value || view.Status != SessionStatus.Stopped)
            .Select(view => WahaSession.Of(view, call.Caller.MaySeeSecrets)));
    }

    private static Task<IResult> UpdateAsync(Call call) => call.ReadAsync(
        new WahaUpdateRequest(null),
        request => call.TellAsync(call.Sessions.ConfigureAsync(
            call.Session, known => request.Config.ToConfig().WithWhatWahaHasNot(known))));

    private static async Task<IResult> DeleteAsync(Call call)
    {
        await call.Sessions.DeleteAsync(call.Session);
        return TypedResults.Ok();
    }

    private static Task<IResult> MeAsync(Call call) =>
        call.TellAsync(call.Sessions.GetAsync(call.Session), view => TypedResults.Json(WahaMe.Of(view.Me)));
}
