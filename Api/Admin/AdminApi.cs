using System.Security.Cryptography;
using Wasilo.Api.Access;
using Wasilo.Api.Cluster;
using Wasilo.Api.Dialects;
using Wasilo.Api.Nodes;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Nodes;

namespace Wasilo.Api.Admin;

/// <summary>Accounts, their quotas and keys, and nodes, for operators. Needs a key with the scope admin.</summary>
internal static class AdminApi
{
    private const int LongestName = 63;
    private const int LongestReason = 500;
    private static readonly Problem NoAccount = new(Condition.NotFound, "There is no such account. GET /admin/accounts lists them.");
    private static readonly Problem NoNode = new(Condition.NotFound, "There is no such node. GET /admin/nodes lists them.");

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = AdminDialect.Instance;
        var routes = admin.Group(app, "/admin", "Administration")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        Map("GET", "accounts", async call => TypedResults.Ok(await call.Caller.Cluster.GetGrain<IAccountsGrain>("all").List()), "All accounts")
            .Produces<AccountView[]>();
        Map("POST", "accounts", CreateAsync, "Create an account, with a key that is shown this once")
            .Takes<AccountRequest>().Produces<NewAccount>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        Map("GET", "accounts/{account}", call => WithAsync(call, (_, view) => Task.FromResult<IResult>(TypedResults.Ok(view))), "An account")
            .Produces<AccountView>();
        Map("PATCH", "accounts/{account}", ChangeAsync, "Change an account's name or quota").Takes<AccountChange>().Produces<AccountView>();
        Map("GET", "accounts/{account}/keys", call => WithAsync(call, async (account, _) => TypedResults.Ok(await account.ListKeys())), "An account's keys")
            .Produces<ApiKeyView[]>();
        Map("POST", "accounts/{account}/keys", CreateKeyAsync, "Make a key, which is shown this once")
            .Takes<KeyRequest>().Produces<NewApiKey>(StatusCodes.Status201Created);
        Map("DELETE", "accounts/{account}/keys/{key}", RevokeAsync, "Make a key worthless for good").Produces(StatusCodes.Status204NoContent);
        Map("GET", "nodes", ListNodesAsync, "All nodes").Produces<NodeResponse[]>();
        Map("POST", "nodes/{node}:drain", DrainAsync, "Keep new sessions away from a node").Takes<DrainRequest>().Produces<CordonResponse>();
        Map("POST", "nodes/{node}:undrain", UndrainAsync, "Let a node take new sessions again").Produces<CordonResponse>();

        RouteHandlerBuilder Map(string method, string path, Func<Call, Task<IResult>> handle, string summary) =>
            admin.Map(routes, method, path, Permission.Admin, handle).ProducesProblem(StatusCodes.Status404NotFound).WithSummary(summary);
    }

    private static Task<IResult> CreateAsync(Call call) => call.ReadAsync(new AccountRequest(null, null, null), async request =>
    {
        if (request.Name is not { } name)
            return call.Tell(Problem.Missing("name"));
        var id = request.Id ?? RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 12);
        var account = call.Caller.Cluster.GetGrain<IAccountGrain>(id);
        return await RefusedAsync(call, async () =>
        {
            if (await account.Get() is not null)
                return call.Tell(new Problem(Condition.NameTaken, "There is an account with this id."));
            var view = await account.Put(name, request.MaxSessions);
            var key = await account.CreateKey(new ApiKeyRequest("First key", [.. ApiScopes.All.Where(scope => scope != ApiScopes.Admin)]));
            return TypedResults.Json(new NewAccount(view, key.Key), statusCode: StatusCodes.Status201Created);
        });
    });

    private static Task<IResult> ChangeAsync(Call call) => call.ReadAsync(new AccountChange(null, null, null), request =>
        WithAsync(call, async (account, view) => TypedResults.Ok(await account.Put(
            request.Name ?? view.Name, request.Unlimited == true ? null : request.MaxSessions ?? view.MaxSessions))));

    private static Task<IResult> CreateKeyAsync(Call call) => call.ReadAsync(new KeyRequest(null, null, null, null), request =>
        WithAsync(call, async (account, _) =>
        {
            if (request.Name is not { } name)
                return call.Tell(Problem.Missing("name"));
            if (request.Scopes is not { Length: > 0 } scopes)
                return call.Tell(Problem.Missing("scopes"));
            var session = request.Session is { } wanted ? await account.FindSession(wanted) ?? "" : null;
            return session is ""
                ? call.Tell(Problem.NoSession)
                : TypedResults.Json(
                    await account.CreateKey(new ApiKeyRequest(name, scopes, session, request.ExpiresAt)), statusCode: StatusCodes.Status201Created);
        }));

    private static Task<IResult> RevokeAsync(Call call) => WithAsync(call, async (account, _) =>
        await account.RevokeKey((string)call.Http.GetRouteValue("key")!)
            ? TypedResults.NoContent()
            : call.Tell(new Problem(Condition.NotFound, "The account has no such key.")));

    private static async Task<IResult> ListNodesAsync(Call call) =>
        TypedResults.Ok((await call.Http.RequestServices.GetRequiredService<ClusterWatch>().Nodes.List()).Select(NodeResponse.Of));

    private static Task<IResult> DrainAsync(Call call) => call.ReadAsync(new DrainRequest(null), request => request.Reason is { Length: > LongestReason }
        ? Task.FromResult(call.Tell(Problem.Invalid($"reason has more than {LongestReason} characters.")))
        : CordonAsync(call, node => node.Cordon(request.Reason)));

    private static Task<IResult> UndrainAsync(Call call) => CordonAsync(call, node => node.Uncordon());

    private static async Task<IResult> CordonAsync(Call call, Func<INodeGrain, Task<NodeCordon?>> act)
    {
        var name = (string)call.Http.GetRouteValue("node")!;
        return name.Length <= LongestName && await act(call.Caller.Cluster.GetGrain<INodeGrain>(name)) is { } cordon
            ? TypedResults.Ok(new CordonResponse(name, cordon.Cordoned, cordon.Reason, cordon.Since))
            : call.Tell(NoNode);
    }

    private static Task<IResult> WithAsync(Call call, Func<IAccountGrain, AccountView, Task<IResult>> act) => RefusedAsync(call, async () =>
    {
        var account = call.Caller.Cluster.GetGrain<IAccountGrain>((string)call.Http.GetRouteValue("account")!);
        return await account.Get() is { } view ? await act(account, view) : call.Tell(NoAccount);
    });

    private static async Task<IResult> RefusedAsync(Call call, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (ArgumentException refused)
        {
            return call.Tell(Problem.Invalid(refused.Message));
        }
    }
}
