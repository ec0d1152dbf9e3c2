using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects;

/// <summary>A request whose caller is known and may do what it asks for.</summary>
/// <param name="http">The request.</param>
/// <param name="caller">Who asks.</param>
/// <param name="dialect">How.</param>
/// <param name="parameters">What was sent beside the path, if the dialect collects that.</param>
internal sealed class Call(HttpContext http, Caller caller, Dialect dialect, Parameters parameters)
{
    public HttpContext Http => http;

    public Caller Caller => caller;

    public Parameters Parameters => parameters;

    /// <summary>Whether the dialect collects what was sent beside the path: then there is no body left to read.</summary>
    public bool TakesParameters => parameters != Parameters.None;

    public SessionDesk Sessions => new(caller, dialect.TakesNames);

    public PairingDesk Pairing => new(Sessions);

    /// <summary>The session that the path names.</summary>
    public string Session => (string)http.GetRouteValue("session")!;

    public IResult Tell(Problem problem) => dialect.Tell(http, problem);

    /// <summary>An answer in the dialect.</summary>
    public async Task<IResult> TellAsync<TValue>(Task<Answer<TValue>> answer, Func<TValue, IResult> show)
        where TValue : notnull
        => (await answer).Has(out var value, out var problem) ? show(value) : Tell(problem);

    /// <summary>A session in the dialect.</summary>
    public Task<IResult> TellAsync(Task<Answer<SessionView>> answer, int status = StatusCodes.Status200OK) =>
        TellAsync(answer, view => TypedResults.Json(dialect.Show(view, this), statusCode: status));

    /// <summary>Does something with the body, if it can be read.</summary>
    public async Task<IResult> ReadAsync<TBody>(TBody empty, Func<TBody, Task<IResult>> act)
        where TBody : class
        => (await JsonBody.ReadAsync(http.Request, empty)).Has(out var body, out var problem) ? await act(body) : Tell(problem);
}
