using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>Wawp's second version, under <c>/v2</c>.</summary>
internal sealed class WawpV2Dialect : WawpDialect
{
    public static readonly WawpV2Dialect Instance = new();

    public override string Name => "wawp-v2";

    public override IResult Tell(HttpContext http, Problem problem) => new WawpV2Error(problem);

    public override object Show(SessionView session, Call call) => WawpV2Session.Of(session, call.Caller.MaySeeSecrets);

    protected override string? KeyOf(HttpRequest request, Parameters parameters) =>
        Header(request, "access-token") ?? Bearer(request) ?? parameters["access_token"];

    /// <summary>Forms are not read, as clients of the original know it.</summary>
    protected override Task<Answer<Parameters>> ReadParametersAsync(HttpContext http) => WawpParameters.ReadAsync(http, forms: false);
}
