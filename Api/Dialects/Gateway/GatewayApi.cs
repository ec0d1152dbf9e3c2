using Wasilo.Api.Access;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>Sessions, and linking them, as Gateway has it.</summary>
internal static class GatewayApi
{
    public static void MapGateway(this IEndpointRouteBuilder app)
    {
        var gateway = GatewayDialect.Instance;
        var sessions = gateway.Group(app, "/api/v1/sessions", "Sessions");
        Map("POST", "", CreateAsync, "Create a session; it is stopped unless start is true")
            .Takes<GatewayCreateRequest>().Produces<GatewaySession>(StatusCodes.Status201Created);
        Map("GET", "", ListAsync, "The organization's sessions, in parts if a limit is given").Produces<GatewayList<GatewaySession>>();
        Map("GET", "{session}", call => call.TellAsync(call.Sessions.GetAsync(call.Session)), "A session").Produces<GatewaySession>();
        Map("DELETE", "{session}", DeleteAsync, "Unlink a session and delete it").Produces(StatusCodes.Status204NoContent);

        MapVerb("start", "Start a paired session; one that runs isn't changed", (desk, session) => desk.StartPairedAsync(session));
        MapVerb("stop", "Stop a session; it stays paired", (desk, session) => desk.StopAsync(session));
        MapVerb("restart", "Stop a paired session and start it", (desk, session) => desk.RestartPairedAsync(session));
        MapVerb("logout", "Unlink a session from its phone", (desk, session) => desk.LogOutAsync(session));

        Map("GET", "{session}/qr", QrAsync, "What is in the QR code on show; pairing begins if nothing runs").Produces<GatewayQr>()
            .Produces<GatewayError>(StatusCodes.Status409Conflict);
        Map("POST", "{session}/pairing-code", CodeAsync, "A code to type into the phone instead of scanning")
            .Takes<GatewayPairingRequest>().Produces<GatewayPairingCode>()
            .Produces<GatewayError>(StatusCodes.Status409Conflict);
        Map("GET", "{session}/me", MeAsync, "The account on WhatsApp").Produces<GatewayMe>();

        gateway.Map(gateway.Group(app, "/api/v1/admin/sessions", "Administration"), "GET", "", Permission.Admin, ListAllAsync)
            .Produces<GatewayList<GatewaySession>>().Produces<GatewayError>(StatusCodes.Status403Forbidden)
            .WithSummary("The sessions of all organizations, in parts; for administrators");
        app.MapGet("/api/v1/openapi.yaml", () => TypedResults.Redirect("/openapi/gateway.yaml")).ExcludeFromDescription();

        void MapVerb(string verb, string summary, Func<SessionDesk, string, Task<Answer<SessionView>>> act) =>
            Map("POST", $"{{session}}:{verb}", call => call.TellAsync(act(call.Sessions, call.Session)), summary).Produces<GatewaySession>();

        RouteHandlerBuilder Map(string method, string path, Func<Call, Task<IResult>> handle, string summary) =>
            gateway.Map(sessions, method, path, Permission.Control, handle)
                .Produces<GatewayError>(StatusCodes.Status400BadRequest).Produces<GatewayError>(StatusCodes.Status401Unauthorized)
                .Produces<GatewayError>(StatusCodes.Status403Forbidden).Produces<GatewayError>(StatusCodes.Status404NotFound)
                .WithSummary(summary);
    }

    private static Task<IResult> CreateAsync(Call call)
    {
        if (!call.Caller.May(Permission.Manage))
            return Task.FromResult(call.Tell(Problem.Forbidden));
        return call.ReadAsync(new GatewayCreateRequest(), request => request.RatePerMin is <= 0 || request.RatePerHour is <= 0
            ? Task.FromResult(call.Tell(Problem.Invalid("ratePerMin and ratePerHour must be positive.")))
            : call.TellAsync(
                call.Sessions.CreateAsync(null, GatewaySession.Configure(request, call.Caller.User), request.Start == true),
                StatusCodes.Status201Created));
    }

    private static async Task<IResult> ListAsync(Call call)
    {
        var list = GatewayPages.Cut(call.Http.Request, (await call.Sessions.ListAsync()).Select(GatewaySession.Of), session => session.Id);
        return list.Has(out var page, out var problem) ? TypedResults.Ok(page) : call.Tell(problem);
    }

    /// <summary>One organization after the other, so that only a part of all sessions is asked at once.</summary>
    private static async Task<IResult> ListAllAsync(Call call)
    {
        var cluster = call.Caller.Cluster;
        var ids = new List<string>();
        foreach (var account in await cluster.GetGrain<IAccountsGrain>("all").List())
            ids.AddRange(await cluster.GetGrain<IAccountGrain>(account.Id).ListSessions());
        if (!GatewayPages.Cut(call.Http.Request, ids, id => id).Has(out var page, out var problem))
            return call.Tell(problem);
        var views = await Task.WhenAll(page.Data.Select(id => call.Caller.Session(id).Get()));
        return TypedResults.Ok(new GatewayList<GatewaySession>([.. views.OfType<SessionView>().Select(GatewaySession.Of)], page.NextCursor));
    }

    private static Task<IResult> DeleteAsync(Call call) => call.Caller.May(Permission.Delete)
        ? call.TellAsync(call.Sessions.DeleteAsync(call.Session), _ => TypedResults.NoContent())
        : Task.FromResult(call.Tell(Problem.Forbidden));

    private static Task<IResult> QrAsync(Call call) => call.TellAsync(
        call.Pairing.StartAndQrAsync(call.Session), qr => TypedResults.Ok(new GatewayQr(qr.Text, qr.ExpiresAt?.ToUnixTimeMilliseconds())));

    private static Task<IResult> CodeAsync(Call call) => call.ReadAsync(new GatewayPairingRequest(null), request => call.TellAsync(
        call.Pairing.StartAndCodeAsync(call.Session, request.Phone), code => TypedResults.Ok(new GatewayPairingCode(code))));

    private static async Task<IResult> MeAsync(Call call)
    {
        if (!(await call.Sessions.GetAsync(call.Session)).Has(out var view, out var problem))
            return call.Tell(problem);
        return view.Me is { } me
            ? TypedResults.Ok(new GatewayMe(
                view.Id, GatewayWords.Of(view.Status), me.Jid, me.Lid, me.PhoneNumber, view.Status == SessionStatus.Working))
            : call.Tell(new Problem(Condition.NotFound, "The session is not paired."));
    }
}
