using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Wasilo.Api.OpenApi;

/// <summary>Describes the bodies and path parameters of routes that read them themselves.</summary>
internal sealed class BodyTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<BodyType>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken) },
                },
            };
        }

        foreach (var name in PathParameters(context.Description.RelativePath ?? ""))
        {
            operation.Parameters ??= [];
            if (operation.Parameters.All(known => known.Name != name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }
    }

    private static IEnumerable<string> PathParameters(string path)
    {
        for (var begin = path.IndexOf('{', StringComparison.Ordinal); begin >= 0; begin = path.IndexOf('{', begin + 1))
            yield return path[(begin + 1)..path.IndexOf('}', begin)];
    }
}
