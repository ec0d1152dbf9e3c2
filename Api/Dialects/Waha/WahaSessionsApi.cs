using Wasilo.Api.Cluster;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Waha;

/// <summary>Sessions as WAHA has them.</summary>
internal static class WahaSessionsApi
{
    public static void MapWahaSessions(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapGroup("/api/sessions").WithTags("Sessions").RequireCluster().AddEndpointFilter(WahaCaller.RequireKeyAsync)
            .ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

        sessions.MapPost("", (Delegate)CreateAsync)
            .Accepts<WahaCreateRequest>("application/json").Produces<WahaSession>(StatusCodes.Status201Created)
            .Produces<WahaError>(StatusCodes.Status400BadRequest).Produces<WahaError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("CreateSession").WithSummary("Create a session, and start it unless start is false");
        sessions.MapGet("", ListAsync).Produces<WahaSession[]>()
            .WithName("ListSessions").WithSummary("The account's sessions; stopped ones only with all=true");
        sessions.MapGet("{session}", GetAsync).Found<WahaSession>().WithName("GetSession").WithSummary("A session");
        sessions.MapPut("{session}", UpdateAsync).Accepts<WahaUpdateRequest>("application/json").Found<WahaSession>()
            .Produces<WahaError>(StatusCodes.Status400BadRequest)
            .WithName("UpdateSession").WithSummary("Replace a session's config");
        sessions.MapDelete("{session}", DeleteAsync)
            .WithName("DeleteSession").WithSummary("Log a session out and delete it; one that isn't there is no error");
        sessions.MapGet("{session}/me", MeAsync).Found<WahaMe>().WithName("GetMe").WithSummary("The account on WhatsApp, or null");

        MapVerb("start", "Start a session; one that runs isn't changed", static session => session.Start());
        MapVerb("stop", "Stop a session; it stays paired", static session => session.Stop());
        MapVerb("restart", "Stop a session and start it", static session => session.Restart());
        MapVerb("logout", "Log a session out; one that ran starts anew and shows a QR code", LogOutAsync);

        void MapVerb(string verb, string summary, Func<ISessionGrain, Task<SessionView?>> act) =>
            sessions.MapPost($"{{session}}/{verb}", (string session, HttpContext http) => ActAsync(session, http, act))
                .Found<WahaSession>(StatusCodes.Status201Created)
                .WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Session").WithSummary(summary);
    }

    private static RouteHandlerBuilder Found<TBody>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<TBody>(status).Produces<WahaError>(StatusCodes.Status404NotFound);

    private static async Task<IResult> CreateAsync(HttpContext http)
    {
        var (request, problem) = await WahaBody.ReadAsync(http.Request, new WahaCreateRequest(null, null, null));
        if (request is null)
            return WahaErrors.BadRequest(problem!);

        var caller = WahaCaller.Of(http);
        if (caller.IsForOneSession)
            return WahaErrors.Forbidden();
        var answer = await caller.Account.CreateSession(request.Name, request.Config.ToConfig(), region: null);
        if (answer.Id is null)
        {
            return answer.Refusal switch
            {
                CreateSessionRefusal.NameTaken =>
                    WahaErrors.Unprocessable($"Session '{request.Name}' already exists. Use PUT to update it."),
                CreateSessionRefusal.QuotaReached => WahaErrors.Unprocessable(answer.Message!),
                _ => WahaErrors.BadRequest(answer.Message!),
            };
        }

        var session = caller.Session(answer.Id);
        return Created(caller, request.Start == false ? await session.Get() : await session.Start());
    }

    private static async Task<IResult> ListAsync(HttpContext http, bool all = false)
    {
        var caller = WahaCaller.Of(http);
        var views = await Task.WhenAll((await caller.ListAsync()).Select(session => session.Get()));
        return TypedResults.Ok(views
            .Where(view => view is not null && (all || view.Status != SessionStatus.Stopped))
            .Select(view => WahaSession.Of(view!, caller.MayManage)));
    }

    private static async Task<IResult> GetAsync(string session, HttpContext http)
    {
        var caller = WahaCaller.Of(http);
        return await caller.FindAsync(session) is { } found && await found.Get() is { } view
            ? TypedResults.Ok(WahaSession.Of(view, caller.MayManage))
            : WahaErrors.NotFound();
    }

    private static async Task<IResult> UpdateAsync(string session, HttpContext http)
    {
        var (request, problem) = await WahaBody.ReadAsync(http.Request, new WahaUpdateRequest(null));
        if (request is null)
            return WahaErrors.BadRequest(problem!);

        var caller = WahaCaller.Of(http);
        try
        {
            return await caller.FindAsync(session) is { } found && await found.Configure(request.Config.ToConfig()) is { } view
                ? TypedResults.Ok(WahaSession.Of(view, caller.MayManage))
                : WahaErrors.NotFound();
        }
        catch (ArgumentException refused)
        {
            return WahaErrors.BadRequest(refused.Message);
        }
    }

    private static async Task<IResult> DeleteAsync(string session, HttpContext http)
    {
        var caller = WahaCaller.Of(http);
        if (await caller.FindAsync(session) is { } found)
            await caller.Account.DeleteSession(found.GetPrimaryKeyString());
        return TypedResults.Ok();
    }

    private static async Task<IResult> MeAsync(string session, HttpContext http) =>
        await WahaCaller.Of(http).FindAsync(session) is { } found && await found.Get() is { } view
            ? TypedResults.Json(WahaMe.Of(view.Me))
            : WahaErrors.NotFound();

    private static async Task<IResult> ActAsync(string session, HttpContext http, Func<ISessionGrain, Task<SessionView?>> act)
    {
        var caller = WahaCaller.Of(http);
        return await caller.FindAsync(session) is { } found ? Created(caller, await act(found)) : WahaErrors.NotFound();
    }

    /// <summary>As WAHA: what ran before runs again, and waits to be scanned.</summary>
    private static async Task<SessionView?> LogOutAsync(ISessionGrain session)
    {
        var ran = (await session.Get())?.Desired == DesiredState.Running;
        var view = await session.LogOut();
        return ran && view is not null ? await session.Start() : view;
    }

    private static IResult Created(WahaCaller caller, SessionView? view) => view is null
        ? WahaErrors.NotFound()
        : TypedResults.Json(WahaSession.Of(view, caller.MayManage), statusCode: StatusCodes.Status201Created);
}
