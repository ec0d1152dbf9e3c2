using System.Globalization;
using System.Text.Json.Serialization;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Links;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>A public page that shows one session's QR code for a while.</summary>
/// <param name="Url">Whoever has it sees the code.</param>
/// <param name="InstanceId">The session.</param>
/// <param name="ExpiresAt">Milliseconds since 1970-01-01 UTC.</param>
public sealed record WawpV2TempLink(
    string Url, [property: JsonPropertyName("instance_id")] string InstanceId, [property: JsonPropertyName("expires_at")] long ExpiresAt);

internal static class WawpV2TempLinkApi
{
    private static readonly Problem NoLink = new(Condition.NotFound, "The session has no link that is good. POST makes one.");

    public static void MapWawpV2TempLinks(this IEndpointRouteBuilder app)
    {
        var wawp = WawpV2Dialect.Instance;
        var routes = wawp.Group(app, "/v2/session/temp-link", "Session");
        Map("POST", CreateAsync, "Make a public page with the session's QR code; one that was there is good no more").Produces<WawpV2TempLink>(StatusCodes.Status201Created);
        Map("GET", call => LinkedAsync(call, async (links, id) => Show(call, id, await links.FindAsync(id))), "The page that is good now").Produces<WawpV2TempLink>();
        Map("DELETE", call => LinkedAsync(call, async (links, id) => await links.RevokeAsync(id)
            ? TypedResults.Ok(new WawpV2Done(true, "The link is good no more.", id))
            : call.Tell(NoLink)), "Make the page worthless").Produces<WawpV2Done>();

        RouteHandlerBuilder Map(string method, Func<Call, Task<IResult>> handle, string summary) =>
            wawp.Map(routes, method, "", Permission.Control, handle).Takes().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary(summary);
    }

    private static Task<IResult> CreateAsync(Call call)
    {
        var seconds = PairingLinks.DefaultSeconds;
        if (call.Parameters["expires_in"] is { } asked
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
                && seconds is >= PairingLinks.LeastSeconds and <= PairingLinks.MostSeconds))
        {
            return Task.FromResult(call.Tell(Problem.Invalid(
                $"expires_in must be {PairingLinks.LeastSeconds} to {PairingLinks.MostSeconds} seconds.")));
        }

        return LinkedAsync(call, async (links, id) => Show(call, id, await links.CreateAsync(id, TimeSpan.FromSeconds(seconds)), StatusCodes.Status201Created));
    }

    private static Task<IResult> LinkedAsync(Call call, Func<PairingLinks, string, Task<IResult>> act) => WawpDialect.WithInstanceAsync(call, async instance =>
    {
        if (!(await call.Sessions.GetAsync(instance)).Has(out var view, out var problem))
            return call.Tell(problem);
        return await act(new PairingLinks(call.Caller, call.Http.RequestServices.GetRequiredService<TimeProvider>()), view.Id);
    });

    private static IResult Show(Call call, string id, PairingLink? link, int status = StatusCodes.Status200OK)
    {
        if (link is null)
            return call.Tell(NoLink);
        var request = call.Http.Request;
        var server = call.Http.RequestServices.GetRequiredService<IConfiguration>()["PublicUrl"] is { Length: > 0 } configured
            ? configured.TrimEnd('/')
            : $"{request.Scheme}://{request.Host}{request.PathBase}";
        return TypedResults.Json(
            new WawpV2TempLink($"{server}/link/{link.Key}", id, link.ExpiresAt.ToUnixTimeMilliseconds()),
            statusCode: status);
    }
}
