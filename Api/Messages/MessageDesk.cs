using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Groups;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Messages;

/// <summary>What callers write with their sessions and see of what was written, whatever the dialect. Messages are WAHA's JSON.</summary>
/// <param name="caller">Whose sessions they are.</param>
/// <param name="byName">Whether a session may be meant by its name, and not by its id alone.</param>
internal sealed class MessageDesk(Caller caller, bool byName)
{
    /// <summary>Sends a message; the answer comes when WhatsApp has it.</summary>
    public Task<Answer<string>> SendAsync(string key, MessageRequest request) => ActAsync(key, session => session.Send(request));

    /// <summary>Shows others something; the answer is empty, or the ids of the messages that were seen.</summary>
    public Task<Answer<string>> ShowAsync(string key, ChatAction action) => ActAsync(key, session => session.Show(action));

    /// <summary>Asks for something about groups, or changes one; the answer is JSON, or empty.</summary>
    public async Task<Answer<string>> AskGroupsAsync(string key, GroupRequest request) =>
        await caller.FindAsync(key, byName) is { } session
        && await caller.Cluster.GetGrain<ISessionGroupsGrain>(session.GetPrimaryKeyString()).AskGroups(request) is { } answer
            ? AnswerOf(key, answer)
            : Problem.NoSession;

    /// <summary>A message that is kept.</summary>
    public async Task<Answer<string>> FindMessageAsync(string key, string chat, string id)
    {
        if (await FindAsync(key) is not { } session)
            return Problem.NoSession;
        try
        {
            return await session.FindMessage(chat, id) switch
            {
                null => Problem.NoSession,
                "" => new Problem(Condition.NotFound, "There is no such message in this chat, or it isn't kept.") { Session = key },
                var message => message,
            };
        }
        catch (ArgumentException problem)
        {
            return Problem.Invalid(problem.Message);
        }
    }

    private async Task<Answer<string>> ActAsync(string key, Func<ISessionMessagesGrain, Task<SendAnswer?>> act)
    {
        if (await FindAsync(key) is not { } session || await act(session) is not { } answer)
            return Problem.NoSession;
        return AnswerOf(key, answer);
    }

    private static Answer<string> AnswerOf(string key, SendAnswer answer)
    {
        return answer.Refusal is null
            ? answer.Message ?? ""
            : new Problem(ConditionOf(answer.Refusal), answer.Reason!)
            {
                Session = key,
                Status = answer.Status,
                Expected = answer.Refusal == SendRefusal.NotWorking ? [SessionStatus.Working] : [],
                RetryAfter = answer.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null,
            };
    }

    public Task<Answer<string[]>> ListChatsAsync(string key, int limit, int offset) =>
        ListAsync(key, session => session.ListChats(limit, offset));

    /// <param name="key">The session.</param>
    /// <param name="chat">Null for all chats.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="offset">How many are left out.</param>
    public Task<Answer<string[]>> ListMessagesAsync(string key, string? chat, int limit, int offset) =>
        ListAsync(key, session => session.ListMessages(chat, limit, offset));

    private static Condition ConditionOf(SendRefusal? refusal) => refusal switch
    {
        SendRefusal.NotWorking => Condition.NotWorking,
        SendRefusal.Invalid or SendRefusal.NoRecipient or SendRefusal.NoMessage => Condition.Invalid,
        SendRefusal.Unconfirmed => Condition.Unavailable,
        SendRefusal.TooMany => Condition.RateLimited,
        _ => Condition.RefusedUpstream,
    };

    private async Task<Answer<string[]>> ListAsync(string key, Func<ISessionMessagesGrain, Task<string[]?>> list)
    {
        if (await FindAsync(key) is not { } session)
            return Problem.NoSession;
        try
        {
            return await list(session) is { } found ? found : Problem.NoSession;
        }
        catch (ArgumentException problem)
        {
            return Problem.Invalid(problem.Message);
        }
    }

    private async Task<ISessionMessagesGrain?> FindAsync(string key) => await caller.FindAsync(key, byName) is { } session
        ? caller.Cluster.GetGrain<ISessionMessagesGrain>(session.GetPrimaryKeyString())
        : null;
}
