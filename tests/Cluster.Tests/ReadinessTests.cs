using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>What the programs say while they can't do their work.</summary>
public class ReadinessTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    [Fact]
    public async Task An_api_without_silos_says_what_to_do_and_recovers_when_one_starts()
    {
        await using var cluster = await CreateAsync();
        await cluster.StartApiAsync();

        (await cluster.StatusAsync("/readyz")).ShouldBe(503);
        using (var refused = await cluster.GetAsync("/api/nodes"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
            refused.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            problem.GetProperty("detail").GetString()!.ShouldContain("Start one with `Silo`");
        }

        (await cluster.StatusAsync("/openapi/v1.json")).ShouldBe(200);
        await cluster.StartSiloAsync("node-1");

        await cluster.WaitForActiveAsync("node-1");
        (await cluster.StatusAsync("/readyz")).ShouldBe(200);
        (await cluster.StatusAsync("/dashboard/orleans/")).ShouldBe(200);
    }

    [Fact]
    public async Task An_api_that_loses_its_last_silo_finds_the_next_one_by_itself()
    {
        await using var cluster = await CreateAsync();
        await cluster.StartApiAsync();
        var only = await cluster.StartSiloAsync("node-1");
        await cluster.WaitForActiveAsync("node-1");

        await only.KillAsync();
        await Eventually.TrueAsync(async () => await cluster.StatusAsync("/readyz") == 503);
        (await cluster.StatusAsync("/api/nodes")).ShouldBe(503);

        await cluster.StartSiloAsync("node-4");
        await Eventually.TrueAsync(async () => await cluster.StatusAsync("/readyz") == 200, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_api_that_is_asked_to_stop_is_unready_before_it_stops_to_answer()
    {
        await using var cluster = await CreateAsync();
        var api = await cluster.StartApiAsync("--Shutdown:DrainSeconds=5");
        await cluster.StartSiloAsync("node-1");
        await cluster.WaitForActiveAsync("node-1");

        api.Terminate();

        await Eventually.TrueAsync(async () => await cluster.StatusAsync("/readyz") == 503);
        (await cluster.StatusAsync("/api/nodes")).ShouldBe(200);
        (await api.ExitAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
        api.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_api_that_still_waits_for_its_first_silo_stops_when_asked_to()
    {
        await using var cluster = await CreateAsync();
        var api = await cluster.StartApiAsync();

        api.Terminate();

        (await api.ExitAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
        api.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_headless_silo_answers_on_its_health_port()
    {
        await using var cluster = await CreateAsync();
        var port = FreePort.Find();
        await cluster.StartSiloAsync("node-1", $"--Node:HealthPort={port}");

        await Eventually.TrueAsync(async () => await cluster.StatusAsync($"http://127.0.0.1:{port}/healthz") == 200);
        await Eventually.TrueAsync(async () => await cluster.StatusAsync($"http://127.0.0.1:{port}/readyz") == 200);
    }

    private async Task<TestCluster> CreateAsync() => new(await databases.CreateAsync(TestDatabaseKind.Sqlite), output);
}
