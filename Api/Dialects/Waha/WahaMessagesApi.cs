using System.Globalization;
using Wasilo.Api.Access;
using Wasilo.Api.Messages;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Chats, and messages that are kept, as WAHA has them.</summary>
internal static class WahaMessagesApi
{
    private const string AllChats = "all";
    private const string Json = "application/json";

    public static void MapWahaMessages(this IEndpointRouteBuilder app)
    {
        var waha = WahaDialect.Instance;
        var api = waha.Group(app, "/api", "Messages").ProducesErrors(
            StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

        waha.Map(api, "GET", "{session}/chats", Permission.Read, ListChatsAsync).Produces(StatusCodes.Status200OK, contentType: Json)
            .WithName("ListChats").WithSummary("The chats, the one with the latest message first");
        waha.Map(api, "GET", "{session}/chats/{chatId}/messages", Permission.Read, ListMessagesAsync)
            .Produces(StatusCodes.Status200OK, contentType: Json)
            .WithName("ListMessages").WithSummary("A chat's messages, the latest first; of all chats if chatId is all");
        waha.Map(api, "GET", "{session}/chats/{chatId}/messages/{messageId}", Permission.Read, FindMessageAsync)
            .Produces(StatusCodes.Status200OK, contentType: Json)
            .WithName("GetMessage").WithSummary("A message");
        waha.Map(api, "GET", "{session}/new-message-id", Permission.Send, static _ => Task.FromResult<IResult>(TypedResults.Ok(new WahaNewId(MessageIds.Next()))))
            .Produces<WahaNewId>()
            .WithName("NewMessageId").WithSummary("An id for a message: with it, it is sent once, however often it is asked for");
    }

    private static Task<IResult> ListChatsAsync(Call call) => PagedAsync(
        call, (limit, offset) => Desk(call).ListChatsAsync(call.Session, limit, offset));

    private static Task<IResult> ListMessagesAsync(Call call) => PagedAsync(call, (limit, offset) =>
    {
        var chat = (string)call.Http.GetRouteValue("chatId")!;
        return Desk(call).ListMessagesAsync(call.Session, chat == AllChats ? null : chat, limit, offset);
    });

    private static Task<IResult> FindMessageAsync(Call call) => call.TellAsync(
        Desk(call).FindMessageAsync(
            call.Session, (string)call.Http.GetRouteValue("chatId")!, (string)call.Http.GetRouteValue("messageId")!),
        static message => Results.Text(message, Json));

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
