using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>What Wawp's second version configures of a session: its webhooks, and how fast it may send.</summary>
internal static class WawpV2SettingsApi
{
    private const int NoLimit = 0;

    /// <summary>From the slowest on. The last one has no limit.</summary>
    private static readonly WawpV2RatePolicy[] Policies =
    [
        new("strict", 10, 100),
        new("standard", 20, 200),
        new("relaxed", 60, 1_000),
        new("unlimited", null, null),
    ];

    public static void MapWawpV2Settings(this IEndpointRouteBuilder app)
    {
        var wawp = WawpV2Dialect.Instance;
        var sessions = wawp.Group(app, "/v2/session", "Session");
        wawp.Map(sessions, "GET", "webhook", Permission.Read, call => ShowAsync(call, Webhooks))
            .Takes().Produces<WawpV2Webhooks>().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary("Where the session's events go");
        wawp.Map(sessions, "POST", "webhook", Permission.Configure, SetWebhooksAsync)
            .Takes().Produces<WawpV2Webhooks>().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary("Replace the session's webhooks");
        wawp.Map(sessions, "GET", "rate-limit", Permission.Read, call => ShowAsync(call, RateLimit))
            .Takes().Produces<WawpV2RateLimit>().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary("How fast the session may send");
        wawp.Map(sessions, "PATCH", "rate-limit", Permission.Configure, SetRateLimitAsync)
            .Takes().Produces<WawpV2RateLimit>().ProducesWawpErrors(StatusCodes.Status404NotFound).WithSummary("Choose how fast the session may send");
    }

    private static Task<IResult> ShowAsync(Call call, Func<SessionView, IResult> show) =>
        WawpDialect.WithInstanceAsync(call, instance => call.TellAsync(call.Sessions.GetAsync(instance), show));

    private static Task<IResult> SetWebhooksAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance =>
    {
        if (call.Parameters["webhooks"] is not { } json)
            return Task.FromResult(call.Tell(Problem.Missing("webhooks")));
        if (Read(call, json) is not { } webhooks)
            return Task.FromResult(call.Tell(Problem.Invalid("webhooks must be a list of {url, events, is_active}.")));
        return call.TellAsync(
            call.Sessions.ConfigureAsync(instance, known => known with
            {
                Webhooks = [.. webhooks.Select(webhook => webhook.ToConfig(known.Webhooks.FirstOrDefault(old => old.Url == webhook.Url)))],
            }),
            Webhooks);
    });

    private static Task<IResult> SetRateLimitAsync(Call call) => WawpDialect.WithInstanceAsync(call, instance =>
    {
        var name = call.Parameters["policy"] ?? call.Parameters["name"];
        return Policies.FirstOrDefault(policy => policy.Name == name) is { } chosen
            ? call.TellAsync(
                call.Sessions.ConfigureAsync(
                    instance, known => known with { RatePerMinute = chosen.PerMinute ?? NoLimit, RatePerHour = chosen.PerHour ?? NoLimit }),
                RateLimit)
            : Task.FromResult(call.Tell(Problem.Invalid(
                $"policy must be one of {string.Join(", ", Policies.Select(policy => policy.Name))}.")));
    });

    private static WawpV2Webhook[]? Read(Call call, string json)
    {
        try
        {
            var options = call.Http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var read = JsonSerializer.Deserialize<WawpV2Webhook?[]>(json, options);
            return read is null || read.Contains(null) ? null : [.. read.OfType<WawpV2Webhook>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Webhooks(SessionView view)
    {
        var retries = view.Config.Webhooks.FirstOrDefault()?.Retries ?? new RetryConfig();
        return TypedResults.Ok(new WawpV2Webhooks(
            [.. view.Config.Webhooks.Select(WawpV2Webhook.Of)],
            new WawpV2SystemConfig(retries.Attempts, retries.DelaySeconds, retries.Policy)));
    }

    // A session for which nobody has chosen goes by what its node is configured for.
    private static IResult RateLimit(SessionView view) => TypedResults.Ok(new WawpV2RateLimit(
        view.Config is { RatePerMinute: null, RatePerHour: null }
            ? "default"
            : Policies.FirstOrDefault(policy => (policy.PerMinute ?? NoLimit) == view.Config.RatePerMinute
                && (policy.PerHour ?? NoLimit) == view.Config.RatePerHour)?.Name ?? "custom",
        Policies));
}
