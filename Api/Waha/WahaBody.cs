using System.Text.Json;

namespace Wasilo.Api.Waha;

/// <summary>Reads bodies, so that one that can't be read is answered in WAHA's words.</summary>
internal static class WahaBody
{
    /// <summary>Far above any config that is accepted.</summary>
    public const long Limit = 1 << 20;

    /// <summary>The body, an empty one for none at all, or what is wrong with it.</summary>
    public static async Task<(TBody? Body, string? Problem)> ReadAsync<TBody>(HttpRequest request, TBody empty)
        where TBody : class
    {
        if (request.ContentLength > Limit)
            return (null, $"The body is longer than {Limit} bytes.");
        if (request.ContentLength == 0 || !request.HasJsonContentType())
            return request.ContentLength is null or 0 ? (empty, null) : (null, "The body must be JSON.");
        try
        {
            return await request.ReadFromJsonAsync<TBody>(request.HttpContext.RequestAborted) is { } body ? (body, null) : (empty, null);
        }
        catch (JsonException problem)
        {
            return (null, $"The body isn't the JSON that is expected{(problem.Path is { } path ? $", at {path}" : "")}.");
        }
        catch (BadHttpRequestException)
        {
            return (null, $"The body can't be read, or is longer than {Limit} bytes.");
        }
    }
}
