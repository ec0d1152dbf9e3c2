using System.Net;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

public sealed class DashboardPageTests(DashboardCluster cluster) : IClassFixture<DashboardCluster>
{
    [Theory]
    [InlineData("", "text/html", "<title>Dashboard</title>")]
    [InlineData("dashboard.js", "text/javascript", "fetch('figures'")]
    [InlineData("dashboard.css", "text/css", "prefers-color-scheme: dark")]
    [InlineData("icon.svg", "image/svg+xml", "<svg")]
    [InlineData("figures", "application/json", "\"silos\":[")]
    public async Task The_page_and_what_it_loads_answer_under_a_strict_policy(string path, string contentType, string content)
    {
        using var response = await cluster.Client.Http.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(contentType);
        (await response.Content.ReadAsStringAsync()).ShouldContain(content);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task The_page_holds_no_script_and_no_style_of_its_own()
    {
        var page = await cluster.First.Http.GetStringAsync("");

        page.ShouldNotContain("<style");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("onclick");
        page.ShouldContain("<script src=\"dashboard.js\" defer></script>");
        page.ShouldNotContain("//");
    }

    [Fact]
    public async Task The_route_without_a_slash_leads_to_the_one_with_it()
    {
        using var response = await cluster.First.Http.GetAsync("../orleans?from=bookmark");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/dashboard/orleans/?from=bookmark");
    }
}
