using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Messages;

/// <summary>What callers write with their sessions and see of what was written, whatever the dialect. Messages are WAHA's JSON.</summary>
/// <param name="caller">Whose sessions they are.</param>
/// <param name="byName">Whether a session may be meant by its name, and not by its id alone.</param>
internal sealed class MessageDesk(Caller caller, bool byName)
{
    public async Task<Answer<string>> SendTextAsync(string key, TextRequest request)
    {
        if (await FindAsync(key) is not { } session || await session.SendText(request) is not { } answer)
            return Problem.NoSession;
        return answer.Message is { } message
            ? message
            : new Problem(ConditionOf(answer.Refusal), answer.Reason!)
            {
                Session = key,
                Status = answer.Status,
                Expected = answer.Refusal == SendRefusal.NotWorking ? [SessionStatus.Working] : [],
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
        SendRefusal.Invalid or SendRefusal.NoRecipient => Condition.Invalid,
        SendRefusal.Unconfirmed => Condition.Unavailable,
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
