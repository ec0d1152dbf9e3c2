using System.Globalization;
using Wasilo.Api.Dialects.Gateway;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.Wappfy;
using Wasilo.Api.Dialects.WawpV1;
using Wasilo.Api.Dialects.WawpV2;

namespace Wasilo.Api.Problems;

/// <summary>Finds the dialect of a request from its path, so that even a path that leads nowhere is answered in it.</summary>
internal static class Faces
{
    private static readonly PlainFace Plain = new();

    public static IFace Of(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/v2"))
            return WawpV2Dialect.Instance;
        if (path.StartsWithSegments("/wp-json"))
            return WawpV1Dialect.Instance;
        if (path.StartsWithSegments("/api/v1"))
            return GatewayDialect.Instance;
        if (path.StartsWithSegments("/api/nodes") || !path.StartsWithSegments("/api"))
            return Plain;
        return WappfyRoute.IsMeant(http.Request) ? WappfyDialect.Instance : WahaDialect.Instance;
    }

    /// <summary>A problem in the dialect of the request.</summary>
    public static IResult Tell(HttpContext http, Problem problem)
    {
        if (problem.RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Of(http).Tell(http, problem);
    }
}
