using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Local.Dashboard;

/// <summary>The page, what it loads, and the figures that it asks for.</summary>
internal static class DashboardEndpoints
{
    // Names of grains and silos come from outside. Should one ever get into the page as markup, the browser runs and loads nothing of it.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string File, string ContentType)[] Assets =
    [
        ("dashboard.css", "text/css; charset=utf-8"),
        ("dashboard.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ];

    public static RouteGroupBuilder Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        var figures = endpoints.ServiceProvider.GetService<SharedFigures>()
            ?? throw new InvalidOperationException(
                "The dashboard was not added. Call AddDashboard on the silo builder or the client builder.");
        var group = endpoints.MapGroup(prefix);
        group.AddEndpointFilter(AddHeaders);
        var page = Load("index.html");
        group.MapGet("/", (HttpContext http) => RedirectToFolder(http.Request) ?? Results.Bytes(page, "text/html; charset=utf-8"));
        foreach (var (file, contentType) in Assets)
        {
            var content = Load(file);
            group.MapGet($"/{file}", () => Results.Bytes(content, contentType));
        }

        group.MapGet("/figures", (CancellationToken aborted) => ReadAsync(figures, aborted));
        return group;
    }

    private static async Task<IResult> ReadAsync(SharedFigures figures, CancellationToken aborted)
    {
        try
        {
            return Results.Bytes(await figures.ReadAsync().WaitAsync(aborted), "application/json; charset=utf-8");
        }
        catch (SiloUnavailableException exception)
        {
            return Results.Problem(exception.Message, title: "No silo answers", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>
    /// The page names its files relative to itself, which works below any path but needs the slash. The redirect is relative too: a proxy
    /// may have taken away a part of the path that the browser sees.
    /// </summary>
    private static IResult? RedirectToFolder(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        return path.EndsWith('/') ? null : Results.Redirect($"./{path[(path.LastIndexOf('/') + 1)..]}/{request.QueryString}");
    }

    private static ValueTask<object?> AddHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }

    private static byte[] Load(string file)
    {
        using var resource = typeof(DashboardEndpoints).Assembly.GetManifestResourceStream($"Dashboard/{file}")!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
