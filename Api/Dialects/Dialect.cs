using Wasilo.Api.Access;
using Wasilo.Api.Cluster;
using Wasilo.Api.Limits;
using Wasilo.Api.Problems;
using Wasilo.Api.Telemetry;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects;

/// <summary>A published way to ask for the same things: where the key is, how sessions and problems look.</summary>
internal abstract class Dialect : IFace
{
    /// <summary>Of its OpenAPI document.</summary>
    public abstract string Name { get; }

    /// <summary>Whether sessions are meant by name as well as by id.</summary>
    public abstract bool TakesNames { get; }

    public abstract IResult Tell(HttpContext http, Problem problem);

    /// <summary>A session as clients of the dialect know it.</summary>
    public abstract object Show(SessionView session, Call call);

    /// <summary>A group of routes that need a key and grains.</summary>
    public RouteGroupBuilder Group(IEndpointRouteBuilder app, string prefix, string tag) =>
        app.MapGroup(prefix).WithTags(tag).WithGroupName(Name).RequireCluster();

    /// <summary>A route whose caller is known when it is handled.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="methods">Separated by spaces.</param>
    /// <param name="path">Below the group's.</param>
    /// <param name="permission">What the key must allow.</param>
    /// <param name="handle">Answers.</param>
    public RouteHandlerBuilder Map(
        IEndpointRouteBuilder routes, string methods, string path, Permission permission, Func<Call, Task<IResult>> handle)
    {
        return routes.MapMethods(path, methods.Split(' '), (Delegate)AnswerAsync);

        async Task<IResult> AnswerAsync(HttpContext http)
        {
            var read = await ReadParametersAsync(http);
            if (!read.Has(out var parameters, out var problem))
                return Tell(http, problem);
            if (!(await IdentifyAsync(http, parameters, permission)).Has(out var caller, out problem))
                return Tell(http, problem);
            http.Items[AccessLog.KeyId] = caller.Grant.KeyId;
            return http.RequestServices.GetRequiredService<KeyLimits>().Count(caller.Grant.KeyId) is { } tooOften
                ? Faces.Tell(http, tooOften)
                : await handle(new Call(http, caller, this, parameters));
        }
    }

    /// <summary>Where the dialect's clients put the key.</summary>
    protected abstract string? KeyOf(HttpRequest request, Parameters parameters);

    /// <summary>Who asks, if the key is good and allows this.</summary>
    protected virtual Task<Answer<Caller>> IdentifyAsync(HttpContext http, Parameters parameters, Permission permission) =>
        Caller.IdentifyAsync(http, KeyOf(http.Request, parameters), permission);

    /// <summary>Of dialects whose parameters may stand anywhere.</summary>
    protected virtual Task<Answer<Parameters>> ReadParametersAsync(HttpContext http) => Task.FromResult<Answer<Parameters>>(Parameters.None);

    /// <summary>A header's only value.</summary>
    protected static string? Header(HttpRequest request, string name) => request.Headers[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>The token of <c>Authorization: Bearer</c>.</summary>
    protected static string? Bearer(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return Header(request, "Authorization") is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
    }
}
