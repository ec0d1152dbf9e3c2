using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wasilo.Api.Tests;

public class NodesApiTests(SingleBox box) : IClassFixture<SingleBox>
{
    [Fact]
    public async Task The_box_is_listed_as_an_active_node_with_its_figures()
    {
        await Eventually.PassesAsync(async () => (await box.NodeAsync()).GetProperty("activations").GetInt32().ShouldBeGreaterThan(0));

        var node = await box.NodeAsync();

        node.GetProperty("name").GetString().ShouldBe(SingleBox.NodeName);
        node.GetProperty("region").GetString().ShouldBe("local");
        node.GetProperty("status").GetString().ShouldBe("ACTIVE");
        node.GetProperty("version").GetString().ShouldBe(typeof(ApiHost).Assembly.GetName().Version!.ToString(3));
        node.GetProperty("address").GetString().ShouldStartWith("127.0.0.1:");
        node.GetProperty("memoryBytes").GetInt64().ShouldBeGreaterThan(1 << 20);
        node.GetProperty("cpu").GetDouble().ShouldBeInRange(0, 1);
        node.GetProperty("capacity").GetInt32().ShouldBePositive();
        var heartbeat = node.GetProperty("lastHeartbeat").GetDateTimeOffset();
        heartbeat.ShouldBeGreaterThanOrEqualTo(node.GetProperty("startedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Heartbeats_go_on()
    {
        var first = (await box.NodeAsync()).GetProperty("lastHeartbeat").GetDateTimeOffset();

        await Eventually.PassesAsync(async () =>
            (await box.NodeAsync()).GetProperty("lastHeartbeat").GetDateTimeOffset().ShouldBeGreaterThan(first));
    }

    [Fact]
    public async Task A_cordon_is_shown_survives_a_restart_and_is_taken_away()
    {
        var cordon = await PostAsync($"/admin/nodes/{SingleBox.NodeName}:drain", """{"reason":"new disk"}""");
        cordon.GetProperty("cordoned").GetBoolean().ShouldBeTrue();
        cordon.GetProperty("reason").GetString().ShouldBe("new disk");
        (await box.NodeAsync()).GetProperty("note").GetString().ShouldBe("new disk");

        await box.RestartAsync();
        var again = await PostAsync($"/admin/nodes/{SingleBox.NodeName}:drain", "{}");
        again.GetRawText().ShouldBe(cordon.GetRawText());
        (await box.NodeAsync()).GetProperty("cordoned").GetBoolean().ShouldBeTrue();

        var uncordon = await PostAsync($"/admin/nodes/{SingleBox.NodeName}:undrain", null);
        uncordon.GetProperty("cordoned").GetBoolean().ShouldBeFalse();
        var node = await box.NodeAsync();
        node.GetProperty("cordoned").GetBoolean().ShouldBeFalse();
        node.GetProperty("note").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Uncordoning_a_node_without_a_cordon_changes_nothing()
    {
        await PostAsync($"/admin/nodes/{SingleBox.NodeName}:undrain", null);

        var again = await PostAsync($"/admin/nodes/{SingleBox.NodeName}:undrain", null);

        again.GetProperty("cordoned").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("/admin/nodes/nobody:drain")]
    [InlineData("/admin/nodes/nobody:undrain")]
    [InlineData("/admin/nodes/a-name-that-is-longer-than-any-node-s-name-can-be-which-is-63-characters:drain")]
    public async Task An_unknown_node_is_not_found(string path)
    {
        var problem = await box.Http.PostAsync(path, null).ShouldBeProblemAsync(HttpStatusCode.NotFound);

        problem.GetProperty("detail").GetString().ShouldStartWith("There is no such node.");
    }

    [Fact]
    public async Task Without_a_key_nothing_of_a_node_is_changed()
    {
        using var anonymous = new HttpClient { BaseAddress = box.Http.BaseAddress };

        await anonymous.PostAsync($"/admin/nodes/{SingleBox.NodeName}:drain", null).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);

        (await box.NodeAsync()).GetProperty("cordoned").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_reason_has_a_limit()
    {
        using var body = JsonContent.Create(new { reason = new string('x', 501) });

        await box.Http.PostAsync($"/admin/nodes/{SingleBox.NodeName}:drain", body).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused_with_a_problem()
    {
        using var body = new StringContent("{", Encoding.UTF8, "application/json");

        await box.Http.PostAsync($"/admin/nodes/{SingleBox.NodeName}:drain", body).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    private async Task<JsonElement> PostAsync(string path, string? json)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await box.Http.PostAsync(path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
