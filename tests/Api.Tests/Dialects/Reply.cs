using System.Text;
using System.Text.Json;

namespace Wasilo.Api.Tests.Dialects;

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(int Status, string Type, string Text)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string? this[string name] => Json.GetProperty(name) is var value && value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}

internal static class Requests
{
    /// <summary>Sends a request with headers and, if there is one, a body in JSON.</summary>
    /// <param name="http">Without any headers of its own.</param>
    /// <param name="method">GET and so on.</param>
    /// <param name="path">With its query.</param>
    /// <param name="body">Text is sent as it is, anything else in JSON.</param>
    /// <param name="headers">As <c>Name: value</c>.</param>
    public static async Task<Reply> CallAsync(
        this HttpClient http, string method, string path, object? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        using var response = await http.SendAsync(request);
        return new Reply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync());
    }
}
