using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Access;
using Wasilo.Api.Messages;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Messages;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Sending, and what else others see of a session, as WAHA has it.</summary>
internal static class WahaSendsApi
{
    private const string DefaultSession = "default";
    private const string Json = "application/json";

    public static void MapWahaSends(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var api = waha.Group(app, "/api", "Messages").ProducesErrors(
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        MapSend<WahaTextRequest>("POST", "sendText", "Send a text; the answer comes when WhatsApp has it", static request =>
            request.Text is { } text ? new TextRequest { Chat = "", Text = text } : Problem.Missing("text"));
        MapSend<WahaTextRequest>("POST", "send/link-custom-preview", "Send a text with a link, and what is shown of the link", static request =>
            request is { Text: { } text, Preview: { Url: { } url } preview }
                ? new TextRequest { Chat = "", Text = text, Link = new LinkShown(url, preview.Title, preview.Description) }
                : Problem.Missing("text or preview.url"));
        MapSend<WahaLocationRequest>("POST", "sendLocation", "Send a place", static request =>
            request is { Latitude: { } latitude, Longitude: { } longitude }
                ? new LocationRequest { Chat = "", Latitude = latitude, Longitude = longitude, Name = request.Title }
                : Problem.Missing("latitude or longitude"));
        MapSend<WahaPollRequest>("POST", "sendPoll", "Send a poll", static request =>
            request.Poll is { Name: { } name, Options: { } options } poll
                ? new PollRequest { Chat = "", Name = name, Options = options, SelectableCount = poll.MultipleAnswers ? 0 : 1 }
                : Problem.Missing("poll.name or poll.options"));
        MapSend<WahaVoteRequest>("POST", "sendPollVote", "Vote in a poll; no votes take a vote back", static request =>
            request is { PollMessageId: { } poll, Votes: { } votes }
                ? new VoteRequest { Chat = "", PollId = poll, Options = votes }
                : Problem.Missing("pollMessageId or votes"));
        MapSend<WahaContactsRequest>("POST", "sendContactVcard", "Send contacts", static request =>
            request.Contacts is { } contacts ? new ContactsRequest { Chat = "", Contacts = [.. contacts.Select(ContactOf)] } : Problem.Missing("contacts"));
        MapSend<WahaMessageRequest>("POST", "forwardMessage", "Send a message that is kept to another chat", static request =>
            request.MessageId is { } id ? new ForwardRequest { Chat = "", MessageId = id } : Problem.Missing("messageId"));
        MapSend<WahaMessageRequest>("PUT", "reaction", "React to a message; an empty reaction takes it back", static request =>
            request is { MessageId: { } id, Reaction: { } emoji }
                ? new ReactionRequest { Chat = "", MessageId = id, Emoji = emoji }
                : Problem.Missing("messageId or reaction"));

        MapMessage("PUT", "", "Edit a message", static call => call.ReadAsync(new WahaEditRequest(null), request => request.Text is { } text
            ? SendAsync(call, new EditRequest { Chat = ChatId(call), MessageId = MessageId(call), Text = text })
            : Task.FromResult(call.Tell(Problem.Missing("text"))))).Takes<WahaEditRequest>();
        MapMessage("DELETE", "", "Delete a message for everyone", static call =>
            SendAsync(call, new RevokeRequest { Chat = ChatId(call), MessageId = MessageId(call) }));
        MapMessage("POST", "/pin", "Pin a message", static call => call.ReadAsync(new WahaPinRequest(null), request => request.Duration is > 0 and < int.MaxValue
            ? PinAsync(call, TimeSpan.FromSeconds(request.Duration.Value))
            : Task.FromResult(call.Tell(Problem.Missing("duration"))))).Takes<WahaPinRequest>();
        MapMessage("POST", "/unpin", "Take a pin away", static call => PinAsync(call, null));

        MapShow("sendSeen", "Say that messages were seen", static call => call.ReadAsync(new WahaSeenRequest(null, null, null, null, null), request =>
        {
            string[] ids = [.. request.MessageIds ?? [], .. request.MessageId is { } id ? [id] : Array.Empty<string>()];
            return ShowAsync(call, request.Session, request.ChatId, chat => new SeenAction(chat, ids, request.Participant));
        })).Takes<WahaSeenRequest>();
        foreach (var (path, activity) in new[] { ("startTyping", Activity.Typing), ("stopTyping", Activity.Paused) })
        {
            MapShow(path, activity == Activity.Typing ? "Be seen typing" : "Be no longer seen typing", call => call.ReadAsync(
                new WahaChatRequest(null, null),
                request => ShowAsync(call, request.Session, request.ChatId, chat => new ActivityAction(chat, activity)))).Takes<WahaChatRequest>();
        }

        MapShow("{session}/presence", "Be seen online, offline, typing or recording", SetPresenceAsync).Takes<WahaPresenceRequest>();
        waha.Map(api, "POST", "{session}/chats/{chatId}/messages/read", Permission.Send, ReadChatAsync).Produces<WahaSeen>()
            .WithName("ReadChat").WithSummary("Say that a chat's latest messages were seen");

        void MapSend<TBody>(string method, string path, string summary, Func<TBody, Answer<MessageRequest>> make)
            where TBody : WahaSendRequest, new() =>
            waha.Map(api, method, path, Permission.Send, call => call.ReadAsync(new TBody(), async request =>
                {
                    if (request.Id is { Length: 0 or > MessageIds.MaxLength } || request.ReplyTo is { Length: > MessageIds.MaxLength })
                        return call.Tell(Problem.Invalid($"id and reply_to have at most {MessageIds.MaxLength} characters."));
                    if (!make(request).Has(out var asked, out var problem))
                        return call.Tell(problem);
                    if (string.IsNullOrEmpty(request.ChatId) && asked is not ReactionRequest)
                        return call.Tell(Problem.Missing("chatId"));
                    var whole = asked with { Chat = request.ChatId ?? "", Id = request.Id, ReplyTo = request.ReplyTo, Mentions = request.Mentions ?? [] };
                    return await call.TellAsync(
                        Desk(call).SendAsync(request.Session ?? DefaultSession, whole),
                        message => Results.Text(message, Json, statusCode: method == "PUT" ? StatusCodes.Status200OK : StatusCodes.Status201Created));
                }))
                .Takes<TBody>().Produces(StatusCodes.Status201Created, contentType: Json)
                .Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
                .WithName(NameOf(path)).WithSummary(summary);

        RouteHandlerBuilder MapMessage(string method, string path, string summary, Func<Call, Task<IResult>> handle) =>
            waha.Map(api, method, $"{{session}}/chats/{{chatId}}/messages/{{messageId}}{path}", Permission.Send, handle)
                .Produces(StatusCodes.Status200OK, contentType: Json).Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
                .WithSummary(summary);

        RouteHandlerBuilder MapShow(string path, string summary, Func<Call, Task<IResult>> handle) =>
            waha.Map(api, "POST", path, Permission.Send, handle)
                .Produces<WahaResult>(StatusCodes.Status201Created).Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
                .WithSummary(summary);
    }

    private static string NameOf(string path) => string.Concat(path.Split('/', '-').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));

    internal static ContactShown ContactOf(WahaContact? contact) =>
        new(contact?.FullName, contact?.PhoneNumber, contact?.Organization, contact?.WhatsappId, contact?.Vcard);

    private static Task<IResult> PinAsync(Call call, TimeSpan? duration) => call.TellAsync(
        Desk(call).SendAsync(call.Session, new PinRequest { Chat = ChatId(call), MessageId = MessageId(call), Duration = duration }),
        static _ => TypedResults.Ok(new WahaResult(true)));

    private static Task<IResult> SendAsync(Call call, MessageRequest request) =>
        call.TellAsync(Desk(call).SendAsync(call.Session, request), static message => Results.Text(message, Json));

    private static async Task<IResult> ShowAsync(Call call, string? session, string? chat, Func<string, ChatAction> make) => chat is { Length: > 0 }
        ? await call.TellAsync(Desk(call).ShowAsync(session ?? DefaultSession, make(chat)), static _ => Shown())
        : call.Tell(Problem.Missing("chatId"));

    private static Task<IResult> SetPresenceAsync(Call call) => call.ReadAsync(new WahaPresenceRequest(null, null), async request =>
    {
        ChatAction? action = (request.Presence, request.ChatId) switch
        {
            ("online", _) => new PresenceAction(true),
            ("offline", _) => new PresenceAction(false),
            ("typing", { } chat) => new ActivityAction(chat, Activity.Typing),
            ("recording", { } chat) => new ActivityAction(chat, Activity.Recording),
            ("paused", { } chat) => new ActivityAction(chat, Activity.Paused),
            _ => null,
        };
        return action is null
            ? call.Tell(Problem.Invalid("presence must be online or offline, or with a chatId typing, recording or paused."))
            : await call.TellAsync(Desk(call).ShowAsync(call.Session, action), static _ => Shown());
    });

    private static Task<IResult> ReadChatAsync(Call call) => call.TellAsync(
        Desk(call).ShowAsync(call.Session, new SeenAction(ChatId(call), [])),
        static ids => TypedResults.Ok(new WahaSeen(JsonSerializer.Deserialize<string[]>(ids)!)));

    private static JsonHttpResult<WahaResult> Shown() => TypedResults.Json(new WahaResult(true), statusCode: StatusCodes.Status201Created);

    private static string ChatId(Call call) => (string)call.Http.GetRouteValue("chatId")!;

    private static string MessageId(Call call) => (string)call.Http.GetRouteValue("messageId")!;

    private static MessageDesk Desk(Call call) => new(call.Caller, WahaDialect.Instance.TakesNames);
}
