using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Wasilo.Api.Tests;

public class HostTests(SingleBox box) : IClassFixture<SingleBox>
{
    [Fact]
    public async Task Health_says_that_the_process_is_alive() =>
        (await box.Http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("status").GetString().ShouldBe("alive");

    [Fact]
    public async Task Readiness_says_that_grains_answer() =>
        (await box.Http.GetFromJsonAsync<JsonElement>("/readyz")).GetProperty("status").GetString().ShouldBe("ready");

    [Theory]
    [InlineData("v1", "/admin/nodes/{node}:drain")]
    [InlineData("waha", "/api/sessions/{session}/start")]
    [InlineData("wappfy", "/api/sessions/{session}/start")]
    [InlineData("wawp-v2", "/v2/session/start")]
    [InlineData("wawp-v1", "/wp-json/awp/v1/session/start")]
    [InlineData("gateway", "/api/v1/sessions/{session}:start")]
    public async Task Every_dialect_has_an_openapi_document(string name, string path)
    {
        var document = await box.Http.GetFromJsonAsync<JsonElement>($"/openapi/{name}.json");

        var operation = document.GetProperty("paths").GetProperty(path).GetProperty("post");
        operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
        var parameters = operation.TryGetProperty("parameters", out var known) ? known.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()) : [];
        foreach (var parameter in path.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]))
            parameters.ShouldContain(parameter);
    }

    [Fact]
    public async Task The_dashboard_is_a_page()
    {
        using var response = await box.Http.GetAsync("/dashboard/orleans/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync()).ShouldContain("Dashboard");
    }

    [Fact]
    public Task A_route_that_is_none_is_a_problem_too() =>
        box.Http.GetAsync("/nothing").ShouldBeProblemAsync(HttpStatusCode.NotFound);

    [Fact]
    public Task A_method_that_a_route_does_not_take_is_a_problem_too() =>
        box.Http.DeleteAsync("/api/nodes").ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
}
