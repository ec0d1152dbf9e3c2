using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Gateway.Tokens;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>Gateway's contract, under <c>/api/v1</c>.</summary>
internal sealed class GatewayDialect : Dialect
{
    public static readonly GatewayDialect Instance = new();

    public override string Name => "gateway";

    public override bool TakesNames => false;

    public override IResult Tell(HttpContext http, Problem problem) => GatewayError.Of(problem);

    public override object Show(SessionView session, Call call) => GatewaySession.Of(session);

    /// <summary>Beside API keys there are tokens of logins, if it is configured whose.</summary>
    protected override Task<Answer<Caller>> IdentifyAsync(HttpContext http, Parameters parameters, Permission permission) =>
        Bearer(http.Request) is { } token && TokenGate.IsToken(token) && http.RequestServices.GetService<TokenGate>() is { } gate
            ? gate.IdentifyAsync(http, token, permission)
            : base.IdentifyAsync(http, parameters, permission);

    protected override string? KeyOf(HttpRequest request, Parameters parameters) => Bearer(request) ?? Header(request, "x-api-key");
}
