using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Simulator.Connections;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Control;

/// <summary>What a phone does beside writing.</summary>
internal static class ScriptApi
{
    public static void MapScripts(this IEndpointRouteBuilder app)
    {
        var phone = app.MapGroup("/phones/{number}").WithTags("Scripts");
        phone.MapPost("typing", Type).WithName("Type").WithSummary("Show in a chat that the user types or records").Refuses();
        phone.MapPatch("behaviour", Behave).WithName("Behave").WithSummary("Whether it echoes, sends receipts, is available").Refuses();
        phone.MapPost("share", ShareAsync).WithName("Share")
            .WithSummary("Send linked devices the keys of the app state and the history, which new ones get by themselves").Refuses();
        phone.MapGet("calls", Calls).WithName("ListCalls").WithSummary("What was said to the phone about calls").Refuses();
        phone.MapPost("calls", Call).WithName("Call").WithSummary("Ring at all devices of a user").Refuses();
        phone.MapPost("calls/end", HangUp).WithName("HangUp").WithSummary("End a call that rings").Refuses();
        phone.MapPost("groups", CreateGroup).WithName("CreateGroup").WithSummary("Make a group").Refuses();
        phone.MapPost("groups/{group}/members", ChangeMembers).WithName("ChangeMembers")
            .WithSummary("Add, remove, promote or demote members").Refuses();
        phone.MapPut("groups/{group}/subject", SetSubject).WithName("SetSubject").WithSummary("Give a group another subject").Refuses();
        phone.MapPost("groups/{group}/leave", Leave).WithName("LeaveGroup").WithSummary("Leave a group").Refuses();
    }

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static NoContent Type(string number, TypingRequest request, ChatServer server)
    {
        Script(server, number).Type(Chats.Read(request.To), request.State);
        return TypedResults.NoContent();
    }

    private static NoContent Behave(string number, BehaviourRequest request, ChatServer server)
    {
        var script = Script(server, number);
        script.Echoes = request.Echo ?? script.Echoes;
        script.SendsReceipts = request.Receipts ?? script.SendsReceipts;
        if (request.Available is { } available)
            script.SetAvailable(available);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ShareAsync(string number, UnlinkRequest? request, ChatServer server)
    {
        var script = Script(server, number);
        foreach (var device in request?.Device is { } one ? [script.Phone.Get(one)] : script.Phone.Devices)
            await script.ShareAsync(device);
        return TypedResults.NoContent();
    }

    private static Ok<IEnumerable<CallResponse>> Calls(string number, ChatServer server) =>
        TypedResults.Ok(Script(server, number).Calls.Select(CallResponse.Of));

    private static Ok<CallStarted> Call(string number, CallRequest request, ChatServer server) =>
        TypedResults.Ok(new CallStarted(Script(server, number).Call(Chats.Read(request.To), request.Video)));

    private static NoContent HangUp(string number, HangUpRequest request, ChatServer server)
    {
        Script(server, number).HangUp(Chats.Read(request.To), request.CallId);
        return TypedResults.NoContent();
    }

    private static Ok<GroupResponse> CreateGroup(string number, GroupRequest request, ChatServer server)
    {
        var group = Script(server, number).CreateGroup(request.Subject, [.. request.Members.Select(server.Phones.Get)]);
        return TypedResults.Ok(new GroupResponse(group.ToString()));
    }

    private static NoContent ChangeMembers(string number, string group, MembersRequest request, ChatServer server)
    {
        Script(server, number).ChangeMembers(Group(group), request.Change, [.. request.Members.Select(server.Phones.Get)]);
        return TypedResults.NoContent();
    }

    private static NoContent SetSubject(string number, string group, TextRequest request, ChatServer server)
    {
        Script(server, number).SetSubject(Group(group), request.Text);
        return TypedResults.NoContent();
    }

    private static NoContent Leave(string number, string group, ChatServer server)
    {
        Script(server, number).Leave(Group(group));
        return TypedResults.NoContent();
    }

    private static PhoneScript Script(ChatServer server, string number) => MessagesApi.ScriptOf(server, number);

    private static Jid Group(string group) =>
        Chats.Read(group.Contains('@', StringComparison.Ordinal) ? group : $"{group}@{JidServer.Group}");
}
