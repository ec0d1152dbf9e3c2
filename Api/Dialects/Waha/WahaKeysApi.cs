using Wasilo.Api.Access;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>API keys as WAHA has them.</summary>
internal static class WahaKeysApi
{
    public static void MapWahaKeys(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var keys = waha.Group(app, "/api/keys", "Api Keys").ProducesErrors(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        waha.Map(keys, "GET", "", Permission.Manage, ListAsync).Produces<WahaKey[]>()
            .WithName("ListKeys").WithSummary("The account's keys; how they begin, and not more");
        waha.Map(keys, "POST", "", Permission.Manage, CreateAsync).Takes<WahaKeyRequest>().Produces<WahaKey>(StatusCodes.Status201Created)
            .WithName("CreateKey").WithSummary("Make a key, which is shown this once");
        waha.Map(keys, "PUT", "{id}", Permission.Manage, ChangeAsync).Takes<WahaKeyRequest>().Produces<WahaKey>()
            .Produces<WahaError>(StatusCodes.Status404NotFound).WithName("ChangeKey").WithSummary("Change what a key may do");
        waha.Map(keys, "DELETE", "{id}", Permission.Manage, call => call.TellAsync(new KeyDesk(call.Caller).RevokeAsync(IdOf(call)), _ => TypedResults.Ok()))
            .Produces<WahaError>(StatusCodes.Status404NotFound).WithName("DeleteKey").WithSummary("Make a key worthless for good");
        MapScoped("media", [ApiScopes.Read]);
        MapScoped("control", [ApiScopes.Read, ApiScopes.Control]);

        void MapScoped(string purpose, string[] scopes) =>
            waha.Map(keys, "POST", purpose, Permission.Manage, call => ScopedAsync(call, purpose, scopes))
                .Takes<WahaScopedKeyRequest>().Produces<WahaKey>(StatusCodes.Status201Created)
                .Produces<WahaError>(StatusCodes.Status422UnprocessableEntity)
                .WithName($"{purpose}Key").WithSummary($"The key of a session for {purpose}; the same one each time");
    }

    private static string IdOf(Call call) => (string)call.Http.GetRouteValue("id")!;

    private static async Task<IResult> ListAsync(Call call)
    {
        if (!(await new KeyDesk(call.Caller).ListAsync()).Has(out var keys, out var problem))
            return call.Tell(problem);
        return TypedResults.Ok(keys.Select(key => WahaKey.Of(key, null, null, Now(call))));
    }

    private static Task<IResult> CreateAsync(Call call) => ReadAsync(call, (request, wanted) => call.TellAsync(
        new KeyDesk(call.Caller).CreateAsync(wanted),
        made => TypedResults.Json(WahaKey.Of(made.View, made.Key, request.Session, Now(call)), statusCode: StatusCodes.Status201Created)));

    private static Task<IResult> ChangeAsync(Call call) => ReadAsync(call, (request, wanted) => call.TellAsync(
        new KeyDesk(call.Caller).ChangeAsync(IdOf(call), wanted with { ExpiresAt = request.IsActive == false ? Now(call) : null }),
        changed => TypedResults.Ok(WahaKey.Of(changed, null, request.Session, Now(call)))));

    private static Task<IResult> ReadAsync(Call call, Func<WahaKeyRequest, ApiKeyRequest, Task<IResult>> act) =>
        call.ReadAsync(new WahaKeyRequest(null, null, null, null), async request =>
        {
            if (request is { IsAdmin: true, Session: not null })
                return call.Tell(Problem.Invalid("A key for one session can't be an admin's: leave out isAdmin or session."));
            var scopes = request.IsAdmin == true
                ? ApiScopes.All.Where(scope => scope != ApiScopes.Admin || call.Caller.May(Permission.Admin))
                : (request.Actions ?? new WahaActions()).ToScopes();
            return await act(request, new ApiKeyRequest("WAHA key", [.. scopes], request.Session));
        });

    private static Task<IResult> ScopedAsync(Call call, string purpose, string[] scopes) =>
        call.ReadAsync(new WahaScopedKeyRequest(null), async request =>
        {
            if (request.Session is not { Length: > 0 } session)
                return call.Tell(Problem.Missing("session"));
            var answer = await new KeyDesk(call.Caller).ScopedAsync(purpose, session, scopes);
            if (answer.Problem?.Condition == Condition.NotFound)
                return call.Tell(new Problem(Condition.NotPairing, "Session not found")); // 422 here, as in WAHA
            return answer.Has(out var key, out var problem)
                ? TypedResults.Json(WahaKey.Of(key.View, key.Key, session, Now(call)), statusCode: StatusCodes.Status201Created)
                : call.Tell(problem);
        });

    private static DateTimeOffset Now(Call call) => call.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
