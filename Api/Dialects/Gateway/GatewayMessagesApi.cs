using System.Text.Json;
using Wasilo.Api.Access;
using Wasilo.Api.Messages;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Messages;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>Sending as Gateway has it. A message's id is the whole one, which names its chat.</summary>
internal static class GatewayMessagesApi
{
    private const int MaxKey = 256;

    public static void MapGatewayMessages(this IEndpointRouteBuilder app)
    {
        var gateway = GatewayDialect.Instance;
        var messages = gateway.Group(app, "/api/v1/sessions/{session}/messages", "Messages");
        Map("POST", "", call => call.ReadAsync(new GatewaySendRequest(), request => SendAsync(call, request)),
            "Send a message; with an Idempotency-Key it is sent once, however often it is asked for").Takes<GatewaySendRequest>();
        Map("PATCH", "{message}", call => call.ReadAsync(new GatewayEditRequest(null), request => SendAsync(
            call, request.Text is { } text ? new EditRequest { Chat = "", MessageId = Message(call), Text = text } : Problem.Missing("text"))),
            "Edit a message").Takes<GatewayEditRequest>();
        Map("DELETE", "{message}", call => SendAsync(call, new RevokeRequest { Chat = "", MessageId = Message(call) }), "Delete a message for everyone");
        Map("POST", "{message}/forward", call => call.ReadAsync(new GatewayForwardRequest(null), request => SendAsync(
            call, request.To is { Length: > 0 } to ? new ForwardRequest { Chat = to, MessageId = Message(call) } : Problem.Missing("to"))),
            "Send a message that is kept to another chat").Takes<GatewayForwardRequest>();
        Map("POST", "{message}/reaction", call => call.ReadAsync(new GatewayReactionRequest(null, null), request => SendAsync(
            call,
            (request.Emoji ?? request.Reaction) is { } emoji
                ? new ReactionRequest { Chat = "", MessageId = Message(call), Emoji = emoji }
                : Problem.Missing("emoji"))),
            "React to a message").Takes<GatewayReactionRequest>();
        Map("DELETE", "{message}/reaction", call => SendAsync(call, new ReactionRequest { Chat = "", MessageId = Message(call), Emoji = "" }),
            "Take a reaction back");
        Map("POST", "{message}/vote", call => call.ReadAsync(new GatewayVoteRequest(null), request => SendAsync(
            call, request.Options is { } options ? new VoteRequest { Chat = "", PollId = Message(call), Options = options } : Problem.Missing("options"))),
            "Vote in a poll").Takes<GatewayVoteRequest>();

        RouteHandlerBuilder Map(string method, string path, Func<Call, Task<IResult>> handle, string summary) =>
            gateway.Map(messages, method, path, Permission.Send, handle)
                .Produces<GatewaySendResult>().Produces<GatewayError>(StatusCodes.Status400BadRequest)
                .Produces<GatewayError>(StatusCodes.Status401Unauthorized).Produces<GatewayError>(StatusCodes.Status403Forbidden)
                .Produces<GatewayError>(StatusCodes.Status404NotFound).WithSummary(summary);
    }

    private static Task<IResult> SendAsync(Call call, GatewaySendRequest request)
    {
        if (request.To is not { Length: > 0 } to)
            return Task.FromResult(call.Tell(Problem.Missing("to")));
        if (request.ReplyTo is { Length: > MessageIds.MaxLength })
            return Task.FromResult(call.Tell(Problem.Invalid($"replyTo has at most {MessageIds.MaxLength} characters.")));
        var key = call.Http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > MaxKey)
            return Task.FromResult(call.Tell(Problem.Invalid($"An Idempotency-Key has at most {MaxKey} characters.")));
        return MessageOf(request).Has(out var message, out var problem)
            ? SendAsync(call, message with
            {
                Chat = to,
                Id = key.Length > 0 ? MessageIds.Of(call.Session, key) : null,
                ReplyTo = request.ReplyTo,
                Mentions = request.Mentions ?? [],
            })
            : Task.FromResult(call.Tell(problem));
    }

    private static Answer<MessageRequest> MessageOf(GatewaySendRequest request) => request switch
    {
        { Type: null } => Problem.Missing("type"),
        { Type: "text", Text: { } text } => new TextRequest { Chat = "", Text = text },
        { Type: "text" } => Problem.Missing("text"),
        { Type: "poll", Name: { } name, Options: { } options } =>
            new PollRequest { Chat = "", Name = name, Options = options, SelectableCount = request.SelectableCount ?? 1 },
        { Type: "poll" } => Problem.Missing("name or options"),
        { Type: "location", Latitude: { } latitude, Longitude: { } longitude } =>
            new LocationRequest { Chat = "", Latitude = latitude, Longitude = longitude, Name = request.Name },
        { Type: "location" } => Problem.Missing("latitude or longitude"),
        { Type: "contact", Contact: { } contact } =>
            new ContactsRequest { Chat = "", Contacts = [new ContactShown(contact.Name, contact.Phone, null, null, contact.Vcard)] },
        { Type: "contact" } => Problem.Missing("contact"),
        _ => Problem.Invalid("type must be text, poll, location or contact."),
    };

    private static async Task<IResult> SendAsync(Call call, Answer<MessageRequest> made) => made.Has(out var message, out var problem)
        ? await call.TellAsync(new MessageDesk(call.Caller, GatewayDialect.Instance.TakesNames).SendAsync(call.Session, message), Sent)
        : call.Tell(problem);

    private static IResult Sent(string message)
    {
        const long MillisecondsInSecond = 1000;
        using var document = JsonDocument.Parse(message);
        var (id, at) = (document.RootElement.GetProperty("id").GetString()!, document.RootElement.GetProperty("timestamp").GetInt64());
        return TypedResults.Ok(new GatewaySendResult("sync", id, "sent", at * MillisecondsInSecond));
    }

    private static string Message(Call call) => (string)call.Http.GetRouteValue("message")!;
}
