using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Wasilo.Api.Tests;

/// <summary>Errors as RFC 9457 has them.</summary>
internal static class Problems
{
    public static async Task<JsonElement> ShouldBeProblemAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        using var response = await sent;
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }
}
