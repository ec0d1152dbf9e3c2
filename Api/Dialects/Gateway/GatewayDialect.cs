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

    protected override string? KeyOf(HttpRequest request, Parameters parameters) => Bearer(request) ?? Header(request, "x-api-key");
}
