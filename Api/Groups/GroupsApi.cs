using System.Globalization;
using System.Text.Json;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Dialects.WawpV1;
using Wasilo.Api.Dialects.WawpV2;
using Wasilo.Api.Messages;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Groups;

namespace Wasilo.Api.Groups;

/// <summary>Groups as WAHA has them below <c>/api/{session}</c>, and both versions of Wawp with the same paths and the session as a parameter.</summary>
internal static class GroupsApi
{
    private const string Json = "application/json";

    public static void MapGroups(this IEndpointRouteBuilder app)
    {
        Map(WahaDialect.Instance, app, "/api/{session}/groups", (call, act) => act(call.Session));
        Map(WawpV1Dialect.Instance, app, "/wp-json/awp/v1/groups", WawpDialect.WithInstanceAsync);
        Map(WawpV2Dialect.Instance, app, "/v2/groups", WawpDialect.WithInstanceAsync);
    }

    private static void Map(Dialect dialect, IEndpointRouteBuilder app, string prefix, Func<Call, Func<string, Task<IResult>>, Task<IResult>> withSession)
    {
        var routes = dialect.Group(app, prefix, "Groups");
        Ask("GET", "", Permission.Read, "The groups that the account is in", ListOf, PageOf);
        Ask("POST", "", Permission.Manage, "Create a group", Of(body => new CreateGroup(body.Name ?? "", Members(body))), Same, StatusCodes.Status201Created);
        Ask("GET", "count", Permission.Read, "How many groups the account is in", _ => Answered(new ListGroups(false)), CountOf);
        Ask("POST", "refresh", Permission.Read, "Ask WhatsApp for all groups", _ => Answered(new ListGroups(false)), static (_, _) => "{\"success\":true}");
        Ask("GET", "join-info", Permission.Read, "The group that an invitation is to", call => Answered(new UseInvitation(Query(call, "code") ?? "", Join: false)), Same);
        Ask("POST", "join", Permission.Manage, "Join a group by its invitation", Of(body => new UseInvitation(body.Code ?? "", Join: true)), Same, StatusCodes.Status201Created);
        Ask("GET", "{id}", Permission.Read, "A group", call => Answered(new GetGroup(Id(call))), Same);
        Ask("POST", "{id}/leave", Permission.Manage, "Leave a group", call => Answered(new LeaveGroup(Id(call))), Done);
        Ask("DELETE", "{id}", Permission.Manage, "Leave a group; WhatsApp deletes none that others are in", call => Answered(new LeaveGroup(Id(call))), Done);
        Ask("PUT", "{id}/subject", Permission.Manage, "Change a group's name", Change(static (id, body) => new ChangeGroup(id, Subject: body.Subject ?? "")), True);
        Ask("PUT", "{id}/description", Permission.Manage, "Change a group's description", Change(static (id, body) => new ChangeGroup(id, Description: body.Description ?? "")), True);
        foreach (var (setting, make) in new (string, Func<string, bool, ChangeGroup>)[]
        {
            ("info-admin-only", static (id, only) => new ChangeGroup(id, OnlyAdminsEdit: only)),
            ("messages-admin-only", static (id, only) => new ChangeGroup(id, OnlyAdminsWrite: only)),
        })
        {
            var field = setting == "info-admin-only" ? "restrict" : "announce";
            Ask("GET", $"{{id}}/settings/security/{setting}", Permission.Read, "Whether only admins may", call => Answered(new GetGroup(Id(call))), (json, _) => Pick(json, field));
            Ask("PUT", $"{{id}}/settings/security/{setting}", Permission.Manage, "Set whether only admins may", SettingOf(make), True);
        }

        Ask("GET", "{id}/invite-code", Permission.Read, "The code with which one can join", call => Answered(new GetInvitation(Id(call), Renew: false)), Same);
        Ask("POST", "{id}/invite-code/revoke", Permission.Manage, "A new code; the old one is good for nothing then", call => Answered(new GetInvitation(Id(call), Renew: true)), Same);
        foreach (var path in (string[])["{id}/participants", "{id}/participants/v2"])
            Ask("GET", path, Permission.Read, "A group's members", call => Answered(new GetGroup(Id(call))), static (json, _) => JsonDocument.Parse(json).RootElement.GetProperty("participants").GetRawText());
        foreach (var (path, change) in new[]
        {
            ("participants/add", MemberChange.Add), ("participants/remove", MemberChange.Remove),
            ("admin/promote", MemberChange.Promote), ("admin/demote", MemberChange.Demote),
        })
            Ask("POST", $"{{id}}/{path}", Permission.Manage, "Change members; the answer says what came of each", Change((id, body) => new ChangeMembers(id, change, Members(body))), Same);

        void Ask(
            string method, string path, Permission permission, string summary, Func<Call, Task<Answer<GroupRequest>>> make,
            Func<string, Call, string> show, int status = StatusCodes.Status200OK) =>
            dialect.Map(routes, method, path, permission, call => withSession(call, async session =>
                    (await make(call)).Has(out var request, out var problem)
                        ? await call.TellAsync(
                            new MessageDesk(call.Caller, dialect.TakesNames).AskGroupsAsync(session, request),
                            json => Results.Text(show(json, call), Json, statusCode: status))
                        : call.Tell(problem)))
                .Produces(status, contentType: Json).WithSummary(summary);
    }

    private static Task<Answer<GroupRequest>> Answered(GroupRequest request) => Task.FromResult<Answer<GroupRequest>>(request);

    private static Func<Call, Task<Answer<GroupRequest>>> Of(Func<GroupBody, GroupRequest> make) => async call =>
        (await GroupBody.ReadAsync(call)).Has(out var body, out var problem) ? make(body) : problem;

    private static Func<Call, Task<Answer<GroupRequest>>> Change(Func<string, GroupBody, GroupRequest> make) => call => Of(body => make(Id(call), body))(call);

    private static Func<Call, Task<Answer<GroupRequest>>> SettingOf(Func<string, bool, ChangeGroup> make) => async call =>
    {
        if (!(await GroupBody.ReadAsync(call)).Has(out var body, out var problem))
            return problem;
        return body.AdminsOnly is { } only ? make(Id(call), only) : Problem.Missing("adminsOnly");
    };

    private static Task<Answer<GroupRequest>> ListOf(Call call) => Answered(new ListGroups(WithMembers: Query(call, "exclude") != "participants"));

    private static string PageOf(string json, Call call)
    {
        var groups = JsonDocument.Parse(json).RootElement.EnumerateArray();
        var field = Query(call, "sortBy") == "subject" ? "subject" : "id";
        var sorted = Query(call, "sortOrder")?.ToUpperInvariant() == "DESC"
            ? groups.OrderByDescending(group => group.GetProperty(field).GetString(), StringComparer.Ordinal)
            : groups.OrderBy(group => group.GetProperty(field).GetString(), StringComparer.Ordinal);
        var page = sorted.Skip(Number(call, "offset") ?? 0).Take(Number(call, "limit") ?? int.MaxValue);
        return $"[{string.Join(',', page.Select(static group => group.GetRawText()))}]";
    }

    private static string CountOf(string json, Call call) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{JsonDocument.Parse(json).RootElement.GetArrayLength()}}}");

    private static string Pick(string json, string field) =>
        $"{{\"adminsOnly\":{(JsonDocument.Parse(json).RootElement.GetProperty(field).GetBoolean() ? "true" : "false")}}}";

    private static string Same(string json, Call call) => json;

    private static string True(string json, Call call) => "true";

    private static string Done(string json, Call call) => "{\"success\":true}";

    private static string[] Members(GroupBody body) => [.. (body.Participants ?? []).Select(static member => member?.Id ?? "")];

    private static string Id(Call call) => (string)call.Http.GetRouteValue("id")!;

    private static string? Query(Call call, string name) => call.Http.Request.Query[name] is [{ Length: > 0 } value] ? value : call.Parameters[name];

    private static int? Number(Call call, string name) =>
        int.TryParse(Query(call, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
