using Wasilo.Api.Access;
using Wasilo.Api.Dialects;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Admin;

/// <summary>What operators ask for, under <c>/admin</c>: our own, with problems as RFC 9457 has them.</summary>
internal sealed class AdminDialect : Dialect
{
    public static readonly AdminDialect Instance = new();

    private readonly PlainFace _face = new();

    public override string Name => "v1";

    public override bool TakesNames => true;

    public override IResult Tell(HttpContext http, Problem problem) => _face.Tell(http, problem);

    public override object Show(SessionView session, Call call) => session;

    protected override string? KeyOf(HttpRequest request, Parameters parameters) => Header(request, "X-Api-Key") ?? Bearer(request);

    /// <summary>In a process that an operator started for a command, that command needs no key: who may start it may read the database.</summary>
    protected override async Task<Answer<Caller>> IdentifyAsync(HttpContext http, Parameters parameters, Permission permission) =>
        http.RequestServices.GetService<OperatorKey>() is { } own && own.Is(KeyOf(http.Request, parameters))
            ? OperatorKey.ToCaller(http)
            : await base.IdentifyAsync(http, parameters, permission);
}
