using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects;

/// <summary>Reads bodies, so that one that can't be read is answered in the dialect's words.</summary>
internal static class JsonBody
{
    /// <summary>In bytes; far above any config that is accepted.</summary>
    public const long Limit = 1 << 20;

    /// <summary>The body; an empty one for none at all, or for null.</summary>
    public static async Task<Answer<TBody>> ReadAsync<TBody>(HttpRequest request, TBody empty)
        where TBody : class
    {
        if (request.ContentLength > Limit)
            return TooLarge();
        var hasBody = request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
        if (!hasBody)
            return empty;
        if (!request.HasJsonContentType())
            return new Problem(Condition.UnsupportedMedia, "The body must be JSON, with Content-Type: application/json.");
        // One without a length is cut off on the way.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Limit;
        try
        {
            var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return await request.ReadFromJsonAsync<TBody>(options, request.HttpContext.RequestAborted) ?? empty;
        }
        catch (JsonException problem)
        {
            return Problem.Invalid($"The body isn't the JSON that is expected{(problem.Path is { } path ? $", at {path}" : "")}.");
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (BadHttpRequestException)
        {
            return Problem.Invalid("The body can't be read.");
        }
    }

    private static Problem TooLarge() => new(Condition.TooLarge, $"The body is longer than {Limit} bytes.");
}
