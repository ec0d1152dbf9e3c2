using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>WAHA's own contract, under <c>/api</c>.</summary>
internal sealed class WahaDialect : Dialect
{
    public static readonly WahaDialect Instance = new();

    public override string Name => "waha";

    public override bool TakesNames => true;

    /// <summary>To whoever came with Wappfy's header, problems are told in Wappfy's words.</summary>
    public override IResult Tell(HttpContext http, Problem problem) => WahaErrors.Of(http, problem);

    public override object Show(SessionView session, Call call) => WahaSession.Of(session, call.Caller.MaySeeSecrets);

    protected override string? KeyOf(HttpRequest request, Parameters parameters) =>
        Header(request, "X-Api-Key")
        ?? Header(request, "apikey")
        ?? (request.Query["x-api-key"] is [{ } query] ? query : null);
}
