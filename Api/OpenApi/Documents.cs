using Scalar.AspNetCore;

namespace Wasilo.Api.OpenApi;

/// <summary>The OpenAPI documents: one of what is ours alone, and one for each dialect.</summary>
internal static class Documents
{
    private static readonly (string Name, string Title)[] All =
    [
        ("v1", "Wasilo"),
        ("waha", "Wasilo as WAHA"),
        ("wappfy", "Wasilo as Wappfy"),
        ("wawp-v2", "Wasilo as Wawp, version 2"),
        ("wawp-v1", "Wasilo as Wawp, version 1"),
        ("gateway", "Wasilo as Gateway"),
    ];

    /// <summary>The documents, and a page to read and try them.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapOpenApi("/openapi/{documentName}.yaml");
        app.MapScalarApiReference("/docs", options =>
        {
            options.WithTitle("Wasilo").DisableDefaultFonts();
            foreach (var (name, title) in All)
                options.AddDocument(name, title);
        });
    }

    public static void AddDocuments(this IServiceCollection services)
    {
        foreach (var (name, title) in All)
        {
            services.AddOpenApi(name, options =>
            {
                options.ShouldInclude = route => (route.GroupName ?? "v1") == name;
                options.AddOperationTransformer<BodyTransformer>();
                options.AddSchemaTransformer<Examples>();
                options.AddDocumentTransformer((document, _, _) =>
                {
                    (document.Info.Title, document.Info.Version) = (title, typeof(ApiHost).Assembly.GetName().Version!.ToString(3));
                    return Task.CompletedTask;
                });
            });
        }
    }
}
