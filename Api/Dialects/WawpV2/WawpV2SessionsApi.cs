using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>Sessions as Wawp's second version has them.</summary>
internal static class WawpV2SessionsApi
{
    public static void MapWawpV2Sessions(this IEndpointRouteBuilder app)
    {
        var wawp = WawpV2Dialect.Instance;
        var sessions = wawp.Group(app, "/v2/session", "Session");
        wawp.Map(sessions, "POST", "create", Permission.Manage, CreateAsync)
            .Takes().Produces<WawpV2Session>(StatusCodes.Status201Created).ProducesWawpErrors(StatusCodes.Status403Forbidden)
            .WithSummary("Create a session; it is STOPPED until it is started");

        MapVerb("start", "Start a session; one that runs isn't changed", (desk, session) => desk.StartAsync(session));
        MapVerb("stop", "Stop a session; it stays linked", (desk, session) => desk.StopAsync(session));
        MapVerb("restart", "Stop a session and start it", (desk, session) => desk.RestartAsync(session));
        MapVerb("logout", "Unlink a session; one that ran shows a new QR code", (desk, session) => desk.LogOutAndRunOnAsync(session));

        wawp.Map(sessions, "DELETE", "delete", Permission.Delete, DeleteAsync)
            .Takes().Produces<WawpV2Done>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("Unlink a session and delete it for good");
        wawp.Map(sessions, "GET POST", "info", Permission.Read, InfoAsync)
            .Takes().Produces<WawpV2Session>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("A session, with its QR code while there is one to scan");
        wawp.Map(wawp.Group(app, "/v2", "Session"), "GET POST", "status", Permission.Read, InfoAsync)
            .Takes().Produces<WawpV2Session>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("The same as session/info");
        wawp.Map(sessions, "GET", "me", Permission.Read, MeAsync)
            .Takes().Produces<WawpV2Me>().ProducesWawpErrors(StatusCodes.Status404NotFound)
            .WithSummary("The account on WhatsApp, or null");

        void MapVerb(string verb, string summary, Func<SessionDesk, string, Task<Answer<SessionView>>> act) =>
            wawp.Map(
                    sessions, "POST GET", verb, Permission.Control,
                    call => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(act(call.Sessions, instance))))
                .Takes().Produces<WawpV2Session>().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary(summary);
    }

    /// <summary>For the OpenAPI document.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route) => route.Takes<WawpV2Credentials>();

    /// <summary>For the OpenAPI document.</summary>
    public static RouteHandlerBuilder ProducesWawpErrors(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (int[])[StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, .. statuses])
            route.Produces<WawpV2ErrorBody>(status);
        return route;
    }

    private static Task<IResult> CreateAsync(Call call) => call.TellAsync(
        call.Sessions.CreateAsync(null, SessionConfig.Default, start: false), StatusCodes.Status201Created);

    private static Task<IResult> DeleteAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
        call.Sessions.DeleteAsync(instance), id => TypedResults.Ok(new WawpV2Done(true, "The session was deleted.", id))));

    private static Task<IResult> InfoAsync(Call call) => WawpDialect.WithInstanceAsync(call, async instance =>
    {
        if (!(await call.Sessions.GetAsync(instance)).Has(out var view, out var problem))
            return call.Tell(problem);
        var shown = WawpV2Session.Of(view, call.Caller.MaySeeSecrets);
        var mayScan = view.Status == SessionStatus.ScanQrCode && call.Caller.May(Permission.Control);
        return TypedResults.Ok(mayScan ? shown with { Qr = (await call.Pairing.QrAsync(instance)).Value?.ToDataUri() } : shown);
    });

    private static Task<IResult> MeAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(
        call.Sessions.GetAsync(instance),
        view => TypedResults.Json(view.Me is { } me ? new WawpV2Me($"{me.PhoneNumber}@c.us", me.PushName ?? "", WawpPlatform.Of(me)) : null)));
}
