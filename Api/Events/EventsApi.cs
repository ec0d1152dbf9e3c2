using System.Globalization;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Api.Events;

/// <summary>A session's events as a stream that can be resumed, and what became of them at its webhooks.</summary>
internal static class EventsApi
{
    private const int DefaultLimit = 100;

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var events = waha.Group(app, "/api/sessions/{session}", "Events").ProducesErrors(
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        waha.Map(events, "GET", "events", Permission.Events, FollowAsync).Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .WithName("FollowEvents").WithSummary("Events as they happen; since, or Last-Event-ID, is the number behind which to begin");
        waha.Map(events, "GET", "deliveries", Permission.Events, ListAsync).Produces<DeliveryView[]>()
            .WithName("ListDeliveries").WithSummary("What became of events at webhooks, the latest first; state is delivered, dead or replay");
        waha.Map(events, "POST", "deliveries/{webhook}/{event}/replay", Permission.Events, ReplayAsync).Produces(StatusCodes.Status202Accepted)
            .WithName("ReplayDelivery").WithSummary("Tell a webhook of an event once more");
    }

    private static async Task<IResult> FollowAsync(Call call)
    {
        var request = call.Http.Request;
        var asked = request.Query["since"] is [{ Length: > 0 } since] ? since : request.Headers["Last-Event-ID"].ToString();
        long? after = null;
        if (asked.Length > 0)
        {
            if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return call.Tell(Problem.Invalid("since must be the number of an event."));
            after = number;
        }

        if (await FindAsync(call) is not { } session)
            return call.Tell(Problem.NoSession);
        var names = request.Query["events"].OfType<string>().ToArray();
        var stopping = call.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return TypedResults.Stream(
            async body =>
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, stopping);
                await ServerSentEvents.WriteAsync(body, EventFeed.FollowAsync(session, after, names.Length == 0 ? ["*"] : names, end.Token), end.Token);
            },
            "text/event-stream");
    }

    private static async Task<IResult> ListAsync(Call call)
    {
        var query = call.Http.Request.Query;
        var limit = query["limit"] is [{ Length: > 0 } text] ? Number(text) : DefaultLimit;
        var before = query["before"] is [{ Length: > 0 } number] ? Number(number) : long.MaxValue;
        if (limit is null || before is null)
            return call.Tell(Problem.Invalid("limit and before must be numbers."));
        if (await FindAsync(call) is not { } session)
            return call.Tell(Problem.NoSession);
        try
        {
            var state = query["state"] is [{ Length: > 0 } word] ? word : null;
            return await session.ListDeliveries(state, before, (int)Math.Min(limit.Value, int.MaxValue)) is { } found
                ? TypedResults.Ok(found)
                : call.Tell(Problem.NoSession);
        }
        catch (ArgumentException problem)
        {
            return call.Tell(Problem.Invalid(problem.Message));
        }
    }

    private static async Task<IResult> ReplayAsync(Call call)
    {
        var (webhook, id) = ((string)call.Http.GetRouteValue("webhook")!, (string)call.Http.GetRouteValue("event")!);
        return await FindAsync(call) is { } session && await session.Replay(webhook, id)
            ? TypedResults.Accepted((string?)null)
            : call.Tell(new Problem(Condition.NotFound, "There is no such delivery, or its webhook is gone."));
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<ISessionEventsGrain?> FindAsync(Call call) =>
        await call.Caller.FindAsync(call.Session, WahaDialect.Instance.TakesNames) is { } session
            ? call.Caller.Cluster.GetGrain<ISessionEventsGrain>(session.GetPrimaryKeyString())
            : null;
}
