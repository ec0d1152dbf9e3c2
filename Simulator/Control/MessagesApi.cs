using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Errors;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Control;

/// <summary>What a phone writes, and what was written to it.</summary>
internal static class MessagesApi
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/phones/{number}/messages").WithTags("Messages");
        messages.MapGet("", List).WithName("ListMessages").WithSummary("What the phone has sent and received, decrypted, the oldest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        messages.MapPost("", SendAsync).WithName("SendMessage").WithSummary("Send a text, location, contact or poll").RefusesMessages();
        messages.MapPost("{id}/read", Read).WithName("ReadMessage").WithSummary("Say that a message was read").RefusesMessages();
        messages.MapPost("{id}/reaction", ReactAsync).WithName("React").WithSummary("Put an emoji on a message").RefusesMessages();
        messages.MapPost("{id}/edit", EditAsync).WithName("EditMessage").WithSummary("Change the text of an own message").RefusesMessages();
        messages.MapPost("{id}/revoke", RevokeAsync).WithName("RevokeMessage").WithSummary("Delete a message for everyone")
            .RefusesMessages();
        messages.MapPost("{id}/vote", VoteAsync).WithName("Vote").WithSummary("Vote in a poll").RefusesMessages();
        var phone = app.MapGroup("/phones/{number}").WithTags("Messages");
        phone.MapGet("receipts", Receipts).WithName("ListReceipts").WithSummary("The receipts of what the account has sent")
            .ProducesProblem(StatusCodes.Status404NotFound);
        phone.MapPost("load", LoadAsync).WithName("SendLoad").WithSummary("Send many texts at a rate; answers when all are sent")
            .RefusesMessages();
    }

    private static RouteHandlerBuilder RefusesMessages(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Ok<IEnumerable<MessageResponse>> List(string number, ChatServer server) =>
        TypedResults.Ok(ScriptOf(server, number).Messages.Select(MessageResponse.Of));

    private static async Task<Ok<MessageResponse>> SendAsync(string number, SendRequest request, ChatServer server)
    {
        var script = ScriptOf(server, number);
        var to = Chats.Read(request.To);
        if (request.Quote is { } quoted)
            return Told(await script.ReplyAsync(quoted, request.Text ?? throw new InvalidActionException("An answer is a text.")));
        if (request.Audience is { } audience)
            return Told(await script.SendStatusAsync(ContentOf(request), [.. audience.Select(server.Phones.Get)]));
        return Told(await script.SendAsync(to, ContentOf(request), request.Id));
    }

    private static NoContent Read(string number, string id, ChatServer server)
    {
        ScriptOf(server, number).Read(id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MessageResponse>> ReactAsync(string number, string id, ReactionRequest request, ChatServer server) =>
        Told(await ScriptOf(server, number).ReactAsync(id, request.Emoji));

    private static async Task<Ok<MessageResponse>> EditAsync(string number, string id, TextRequest request, ChatServer server) =>
        Told(await ScriptOf(server, number).EditAsync(id, request.Text));

    private static async Task<Ok<MessageResponse>> RevokeAsync(string number, string id, ChatServer server) =>
        Told(await ScriptOf(server, number).RevokeAsync(id));

    private static async Task<Ok<MessageResponse>> VoteAsync(string number, string id, VoteRequest request, ChatServer server) =>
        Told(await ScriptOf(server, number).VoteAsync(id, request.Options));

    private static Ok<IEnumerable<ReceiptResponse>> Receipts(string number, ChatServer server) =>
        TypedResults.Ok(ScriptOf(server, number).Receipts.Select(ReceiptResponse.Of));

    private static async Task<Ok<LoadResponse>> LoadAsync(
        string number, LoadRequest request, ChatServer server, CancellationToken cancelled)
    {
        if (request.PerSecond <= 0 || request.Count <= 0)
            throw new InvalidActionException("count and perSecond must be above zero.");
        var sent = await ScriptOf(server, number).SendAtRateAsync(
            Chats.Read(request.To), request.Text, request.PerSecond, request.Count, cancelled);
        return TypedResults.Ok(new LoadResponse(sent));
    }

    private static Ok<MessageResponse> Told(Primary.PhoneMessage message) => TypedResults.Ok(MessageResponse.Of(message));

    /// <exception cref="UnknownPhoneException">There is no such phone.</exception>
    internal static PhoneScript ScriptOf(ChatServer server, string number) => new(server.PrimaryOf(server.Phones.Get(number)));

    private static MessageContent ContentOf(SendRequest request) => request switch
    {
        { Text: { } text } => new TextContent(text)
        {
            Context = new MessageContext { Mentions = [.. (request.Mentions ?? []).Select(Chats.Read)] },
        },
        { Location: { } place } => new LocationContent(place.Latitude, place.Longitude) { Name = place.Name },
        { Contact: { } contact } => new ContactContent([new ContactCard(contact.Name, contact.VCard)]),
        { Poll: { } poll } => new PollContent(poll.Name, [.. poll.Options]) { SelectableCount = poll.SelectableCount },
        _ => throw new InvalidActionException("A message has a text, location, contact or poll."),
    };
}
