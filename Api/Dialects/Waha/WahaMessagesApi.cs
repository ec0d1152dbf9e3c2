using System.Globalization;
using Wasilo.Api.Access;
using Wasilo.Api.Messages;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Messages;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Messages and chats as WAHA has them.</summary>
internal static class WahaMessagesApi
{
    private const string DefaultSession = "default";
    private const string AllChats = "all";
    private const int MaxId = 128;
    private const string Json = "application/json";

    public static void MapWahaMessages(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var api = waha.Group(app, "/api", "Messages").ProducesErrors(
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        waha.Map(api, "POST", "sendText", Permission.Send, SendTextAsync)
            .Takes<WahaTextRequest>().Produces(StatusCodes.Status201Created, contentType: Json)
            .Produces<WahaStatusError>(StatusCodes.Status422UnprocessableEntity)
            .WithName("SendText").WithSummary("Send a text; the answer comes when WhatsApp has it");
        waha.Map(api, "GET", "{session}/chats", Permission.Read, ListChatsAsync).Produces(StatusCodes.Status200OK, contentType: Json)
            .WithName("ListChats").WithSummary("The chats, the one with the latest message first");
        waha.Map(api, "GET", "{session}/chats/{chatId}/messages", Permission.Read, ListMessagesAsync)
            .Produces(StatusCodes.Status200OK, contentType: Json)
            .WithName("ListMessages").WithSummary("A chat's messages, the latest first; of all chats if chatId is all");
    }

    private static Task<IResult> SendTextAsync(Call call) => call.ReadAsync(new WahaTextRequest(), async request =>
    {
        if (request.ChatId is not { Length: > 0 } chat)
            return call.Tell(Problem.Missing("chatId"));
        if (request.Text is not { } text)
            return call.Tell(Problem.Missing("text"));
        if (request.Id is { Length: 0 or > MaxId } || request.ReplyTo is { Length: > MaxId })
            return call.Tell(Problem.Invalid($"id and reply_to have at most {MaxId} characters."));
        var asked = new TextRequest { Chat = chat, Text = text, ReplyTo = request.ReplyTo, Mentions = request.Mentions ?? [], Id = request.Id };
        return await call.TellAsync(
            Desk(call).SendTextAsync(request.Session ?? DefaultSession, asked),
            message => Results.Text(message, Json, statusCode: StatusCodes.Status201Created));
    });

    private static Task<IResult> ListChatsAsync(Call call) => PagedAsync(
        call, (limit, offset) => Desk(call).ListChatsAsync(call.Session, limit, offset));

    private static Task<IResult> ListMessagesAsync(Call call) => PagedAsync(call, (limit, offset) =>
    {
        var chat = (string)call.Http.GetRouteValue("chatId")!;
        return Desk(call).ListMessagesAsync(call.Session, chat == AllChats ? null : chat, limit, offset);
    });

    private static async Task<IResult> PagedAsync(Call call, Func<int, int, Task<Answer<string[]>>> list)
    {
        const int DefaultLimit = 100;
        if (Number(call, "limit", DefaultLimit) is not { } limit || Number(call, "offset", 0) is not { } offset)
            return call.Tell(Problem.Invalid("limit and offset must be numbers."));
        return await call.TellAsync(list(limit, offset), static found => Results.Text($"[{string.Join(',', found)}]", Json));
    }

    private static int? Number(Call call, string name, int fallback) => call.Http.Request.Query[name] is not [{ Length: > 0 } text]
        ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static MessageDesk Desk(Call call) => new(call.Caller, WahaDialect.Instance.TakesNames);
}
