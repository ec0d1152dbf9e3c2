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

    [Fact]
    public async Task The_openapi_document_describes_every_route()
    {
        var document = await box.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        document.GetProperty("paths").EnumerateObject().Select(path => path.Name)
            .ShouldBe(
            [
                "/healthz", "/readyz", "/api/nodes", "/api/nodes/{name}/cordon", "/api/nodes/{name}/uncordon",
                "/api/sessions", "/api/sessions/{session}", "/api/sessions/{session}/me", "/api/sessions/{session}/start",
                "/api/sessions/{session}/stop", "/api/sessions/{session}/restart", "/api/sessions/{session}/logout",
                "/api/{session}/auth/qr", "/api/{session}/auth/request-code",
            ], ignoreOrder: true);
        var status = document.GetProperty("components").GetProperty("schemas").GetProperty("NodeStatus").GetProperty("enum");
        status.EnumerateArray().Select(value => value.GetString()).ShouldBe(["JOINING", "ACTIVE", "DRAINING", "DEAD"]);
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
        box.Http.GetAsync("/api/nothing").ShouldBeProblemAsync(HttpStatusCode.NotFound);

    [Fact]
    public Task A_method_that_a_route_does_not_take_is_a_problem_too() =>
        box.Http.DeleteAsync("/api/nodes").ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
}
