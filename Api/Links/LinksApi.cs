using Wasilo.Api.Access;
using Wasilo.Api.Cluster;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Sessions;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Links;

/// <summary>What the page shows.</summary>
/// <param name="Status">What the session is.</param>
/// <param name="Qr">Its QR code in a data URI, while there is one.</param>
internal sealed record LinkState(SessionStatus Status, string? Qr);

/// <summary>The public pages behind links. A link's key opens nothing else, and what isn't a link says nothing of what it might be.</summary>
internal static class LinksApi
{
    public static void MapLinks(this IEndpointRouteBuilder app)
    {
        var links = app.MapGroup("").ExcludeFromDescription().RequireCluster();
        app.MapGet("/link.js", () => TypedResults.Text(LinkPage.Script, "text/javascript")).ExcludeFromDescription();
        links.MapGet("/link/{key}", async (string key, HttpContext http, IClusterClient cluster) =>
        {
            Guard(http);
            return await GrantAsync(cluster, key) is null
                ? TypedResults.Text(LinkPage.Gone, "text/html", statusCode: StatusCodes.Status404NotFound)
                : TypedResults.Text(LinkPage.Html, "text/html");
        });
        links.MapGet("/link/{key}/code", async Task<IResult> (string key, HttpContext http, IClusterClient cluster) =>
        {
            Guard(http);
            return await GrantAsync(cluster, key) is { Session: { } session } grant && await StateAsync(cluster, grant, session) is { } state
                ? TypedResults.Ok(state)
                : TypedResults.NotFound();
        });
    }

    private static async Task<KeyGrant?> GrantAsync(IClusterClient cluster, string key) =>
        await ApiKeys.VerifyAsync(cluster, key) is { Session: not null } grant && grant.Scopes is [ApiScopes.Link] ? grant : null;

    private static async Task<LinkState?> StateAsync(IClusterClient cluster, KeyGrant grant, string session)
    {
        // Through the account: a session that was deleted is gone, whatever the key says.
        if (await new Caller(cluster, grant).FindAsync(session, byName: false) is not { } found || await found.Get() is not { } view)
            return null;
        var qr = view.Status == SessionStatus.ScanQrCode ? await found.GetQr(TimeSpan.Zero) : null;
        return new LinkState(
            WahaSession.Word(view.Status), qr?.Text is { } text ? new QrCode(text, qr.ExpiresAt).ToDataUri() : null);
    }

    private static void Guard(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = LinkPage.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
