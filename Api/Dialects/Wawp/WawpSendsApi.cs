using System.Globalization;
using System.Text.Json;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.WawpV1;
using Wasilo.Api.Dialects.WawpV2;
using Wasilo.Api.Messages;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Messages;

namespace Wasilo.Api.Dialects.Wawp;

/// <summary>Sending in both versions of Wawp: other paths, the same parameters, which may stand in the query or in the body.</summary>
internal static class WawpSendsApi
{
    private const string Json = "application/json";

    public static void MapWawpSends(this IEndpointRouteBuilder app)
    {
        var first = WawpV1Dialect.Instance.Group(app, "/wp-json/awp/v1", "Messages");
        var second = WawpV2Dialect.Instance.Group(app, "/v2", "Messages");

        Send("POST", "send", "POST GET", "send/text", "Send a text", static p =>
            p["message"] is { } text ? new TextRequest { Chat = "", Text = text } : Problem.Missing("message"));
        Send("POST", "sendLocation", "POST GET", "send/location", "Send a place", LocationOf);
        Send("POST", "sendPoll", "POST", "send/poll", "Send a poll", PollOf);
        Send("POST", "sendPollVote", "POST", "send/poll-vote", "Vote in a poll", static p =>
            p["pollMessageId"] is { } poll && Read<string[]>(p["votes"]) is { } votes
                ? new VoteRequest { Chat = "", PollId = poll, Options = votes }
                : Problem.Missing("pollMessageId or votes"));
        Send("POST", "sendContactVcard", "POST", "send/contact-vcard", "Send contacts", static p =>
            Read<WahaContact?[]>(p["contacts"]) is { } contacts
                ? new ContactsRequest { Chat = "", Contacts = [.. contacts.Select(WahaSendsApi.ContactOf)] }
                : Problem.Missing("contacts"));
        Send("PUT", "reaction", "PUT POST", "reaction", "React to a message; an empty reaction takes it back", static p =>
            p["messageId"] is { } id ? new ReactionRequest { Chat = "", MessageId = id, Emoji = p["reaction"] ?? "" } : Problem.Missing("messageId"));
        Send("POST", "forwardMessage", "POST", "send/forward", "Send a message that is kept to another chat", static p =>
            p["messageId"] is { } id ? new ForwardRequest { Chat = "", MessageId = id } : Problem.Missing("messageId"));

        Message("PUT", "", "Edit a message", static (p, id) =>
            p["text"] is { } text ? new EditRequest { Chat = "", MessageId = id, Text = text } : Problem.Missing("text"));
        Message("DELETE", "", "Delete a message for everyone", static (_, id) => new RevokeRequest { Chat = "", MessageId = id });
        Message("POST", "/pin", "Pin a message", static (p, id) => Seconds(p["duration"]) is { } duration
            ? new PinRequest { Chat = "", MessageId = id, Duration = duration }
            : Problem.Invalid("duration must be 86400, 604800 or 2592000 seconds."));
        Message("POST", "/unpin", "Take a pin away", static (_, id) => new PinRequest { Chat = "", MessageId = id });

        Show("sendSeen", "send/seen", "Say that messages were seen", static (p, chat) => new SeenAction(chat, ListOf(p["messageIds"]), p["participant"]));
        Show("startTyping", "start-typing", "Be seen typing", static (_, chat) => new ActivityAction(chat, Activity.Typing));
        Show("stopTyping", "stop-typing", "Be no longer seen typing", static (_, chat) => new ActivityAction(chat, Activity.Paused));

        void Send(string firstMethods, string firstPath, string secondMethods, string secondPath, string summary, Func<Parameters, Answer<MessageRequest>> make)
        {
            Map(WawpV1Dialect.Instance, first, firstMethods, firstPath, summary, SendAsync);
            Map(WawpV2Dialect.Instance, second, secondMethods, secondPath, summary, SendAsync);

            Task<IResult> SendAsync(Call call, string instance) => WawpSendsApi.SendAsync(call, instance, call.Parameters["chatId"], make(call.Parameters));
        }

        void Message(string method, string path, string summary, Func<Parameters, string, Answer<MessageRequest>> make)
        {
            foreach (var (dialect, routes) in new (WawpDialect, RouteGroupBuilder)[] { (WawpV1Dialect.Instance, first), (WawpV2Dialect.Instance, second) })
            {
                Map(dialect, routes, method, $"chats/{{chatId}}/messages/{{messageId}}{path}", summary, (call, instance) => SendAsync(
                    call, instance, RouteValue(call, "chatId"), make(call.Parameters, RouteValue(call, "messageId"))));
            }
        }

        void Show(string firstPath, string secondPath, string summary, Func<Parameters, string, ChatAction> make)
        {
            Map(WawpV1Dialect.Instance, first, "POST", firstPath, summary, ShowAsync);
            Map(WawpV2Dialect.Instance, second, "POST", secondPath, summary, ShowAsync);

            async Task<IResult> ShowAsync(Call call, string instance) => call.Parameters["chatId"] is { } chat
                ? await call.TellAsync(Desk(call).ShowAsync(instance, make(call.Parameters, chat)), static _ => TypedResults.Ok(new WahaResult(true)))
                : call.Tell(Problem.Missing("chatId"));
        }

        static void Map(
            WawpDialect dialect, RouteGroupBuilder routes, string methods, string path, string summary, Func<Call, string, Task<IResult>> handle) =>
            dialect.Map(routes, methods, path, Permission.Send, call => WawpDialect.WithInstanceAsync(call, instance => handle(call, instance)))
                .Produces(StatusCodes.Status200OK, contentType: Json).WithSummary(summary);
    }

    private static async Task<IResult> SendAsync(Call call, string instance, string? chat, Answer<MessageRequest> made)
    {
        if (!made.Has(out var asked, out var problem))
            return call.Tell(problem);
        if (chat is null && asked is not ReactionRequest)
            return call.Tell(Problem.Missing("chatId"));
        var (id, replyTo) = (call.Parameters["id"], call.Parameters["reply_to"]);
        if (id is { Length: > MessageIds.MaxLength } || replyTo is { Length: > MessageIds.MaxLength })
            return call.Tell(Problem.Invalid($"id and reply_to have at most {MessageIds.MaxLength} characters."));
        var whole = asked with { Chat = chat ?? "", Id = id, ReplyTo = replyTo, Mentions = ListOf(call.Parameters["mentions"]) };
        return await call.TellAsync(Desk(call).SendAsync(instance, whole), static message => Results.Text(message, Json));
    }

    private static Answer<MessageRequest> LocationOf(Parameters p) => Degrees(p["latitude"]) is { } latitude && Degrees(p["longitude"]) is { } longitude
        ? new LocationRequest { Chat = "", Latitude = latitude, Longitude = longitude, Name = p["title"], Address = p["message"] }
        : Problem.Invalid("latitude and longitude must be numbers.");

    private static Answer<MessageRequest> PollOf(Parameters p) => Read<WahaPoll>(p["poll"]) is { Name: { } name, Options: { } options } poll
        ? new PollRequest { Chat = "", Name = name, Options = options, SelectableCount = poll.MultipleAnswers ? 0 : 1 }
        : Problem.Missing("poll.name or poll.options");

    private static double? Degrees(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    private static TimeSpan? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>A JSON array of texts, or what is between commas.</summary>
    private static string[] ListOf(string? text) =>
        text is null ? [] : Read<string[]>(text) ?? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null if it isn't the JSON that is expected.</summary>
    private static TValue? Read<TValue>(string? text)
        where TValue : class
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<TValue>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string RouteValue(Call call, string name) => (string)call.Http.GetRouteValue(name)!;

    private static MessageDesk Desk(Call call) => new(call.Caller, byName: false);
}
